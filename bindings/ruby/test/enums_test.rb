# frozen_string_literal: true

require "helper"

class EnumsTest < Minitest::Test
  def test_operators
    assert_equal(%w[< <= = =* ~ >= >], Polyatom::Operator.values.map { |op| Polyatom::Operator.to_s(op) })
    assert_equal(:greater_or_equal, Polyatom::Operator.parse(">="))
  end

  def test_eapis
    assert_equal(("0".."9").to_a, Polyatom::Eapi.values.map { |eapi| Polyatom::Eapi.to_s(eapi) })
    assert_equal([true, false], [Polyatom::Eapi.has?("5", :sub_slots), Polyatom::Eapi.has?("4", :sub_slots)])
    assert_operator(Polyatom::Eapi.features(:v8).size, :>, Polyatom::Eapi.features(:v0).size)
    assert_equal(:v5, Polyatom::EapiFeature.first_eapi(:sub_slots))
  end
end
