//! Long texts and lists are written by rule, so that the files stay small: `{"repeat":"( ","times":3}` is the text `( ( ( `,
//! `{"concat":[…]}` several of these and plain texts one after the other, and `{"each":"i#","times":2}` the list `["i0","i1"]`. `#` is the
//! number, from 0.

use serde_json::Value;

/// The value with every rule carried out.
pub fn expand(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(expand).collect()),
        Value::Object(fields) => rule(value)
            .unwrap_or_else(|| Value::Object(fields.iter().map(|(name, value)| (name.clone(), expand(value))).collect())),
        _ => value.clone(),
    }
}

fn rule(value: &Value) -> Option<Value> {
    let fields = value.as_object()?;
    let numbered =
        |text: &str| Some((0..value.get("times")?.as_u64()?).map(move |number| text.replace('#', &number.to_string())).collect());
    match (fields.keys().next()?.as_str(), fields.len()) {
        ("repeat", 2) => {
            let texts: Vec<String> = numbered(value["repeat"].as_str()?)?;
            Some(texts.concat().into())
        }
        ("each", 2) => Some(numbered(value["each"].as_str()?)?.into()),
        ("concat", 1) => {
            let parts = value["concat"].as_array()?.iter().map(expand);
            parts.map(|part| part.as_str().map(str::to_owned)).collect::<Option<String>>().map(Value::from)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn rules_are_carried_out() {
        let text = json!({"concat": [{"repeat": "( ", "times": 2}, "a", {"repeat": " )", "times": 2}]});
        assert_eq!(expand(&json!({ "text": text })), json!({"text": "( ( a ) )"}));
        assert_eq!(expand(&json!({"leaves": {"each": "i#", "times": 3}})), json!({"leaves": ["i0", "i1", "i2"]}));
        assert_eq!(expand(&json!({"repeat": "i# ", "times": 2})), json!("i0 i1 "));
        for plain in [json!({"repeat": "a"}), json!({"times": 3, "repeat": 1}), json!([1, null, "#"])] {
            assert_eq!(expand(&plain), plain);
        }
    }
}
