# Versions in Perl, as a stranger would write them: from protocol.md and the specification alone, over no library of ours.
use strict;
use warnings;
use JSON::PP;

$| = 1;
my $json = JSON::PP->new->utf8->canonical->allow_nonref;
my %rank = (alpha => 0, beta => 1, pre => 2, rc => 3, p => 5);    # Between rc and p: no further suffix.

sub invalid { die { invalid => shift } }

sub parsed {
    my ($text) = @_;
    $text =~ /\A([0-9]+(?:\.[0-9]+)*)([a-z]?)((?:_(?:alpha|beta|pre|rc|p)[0-9]*)*)(?:-r([0-9]+))?\z/
        or invalid("not a version: $text");
    my ($numbers, $letter, $suffixes, $revision) = ($1, $2, $3, $4);
    my @suffixes;
    push @suffixes, [$1, $2] while $suffixes =~ /_([a-z]+)([0-9]*)/g;
    return { numbers => [split /\./, $numbers], letter => $letter, suffixes => \@suffixes, revision => $revision };
}

# Numbers have no upper limit: their digits are compared.
sub by_number {
    my ($left, $right) = map { my $digits = $_ // ""; $digits =~ s/\A0+//; $digits } @_;
    return length $left <=> length $right || $left cmp $right;
}

# Numbers after the first: with a leading zero, as texts without the zeros at their ends.
sub by_further_number {
    my ($left, $right) = @_;
    return by_number($left, $right) if "$left $right" !~ /\b0/;
    s/0+\z// for $left, $right;
    return $left cmp $right;
}

sub compared {
    my ($left, $right) = map { parsed($_) } @_;
    my ($first, @ours) = @{ $left->{numbers} };
    my ($other, @theirs) = @{ $right->{numbers} };
    my $sign = by_number($first, $other);
    while (!$sign && @ours && @theirs) { $sign = by_further_number(shift @ours, shift @theirs) }
    $sign ||= @ours <=> @theirs || $left->{letter} cmp $right->{letter};
    my ($one, $two) = ($left->{suffixes}, $right->{suffixes});
    for (my $place = 0; !$sign && ($place < @$one || $place < @$two); $place++) {
        my ($kind, $number) = @{ $one->[$place] // [] };
        my ($their_kind, $their_number) = @{ $two->[$place] // [] };
        $sign = (defined $kind ? $rank{$kind} : 4) <=> (defined $their_kind ? $rank{$their_kind} : 4)
            || by_number($number, $their_number);
    }
    return $sign || by_number($left->{revision}, $right->{revision});
}

sub told {
    my $version = parsed($_[0]{text});
    my @suffixes = map { [$_->[0], length $_->[1] ? $_->[1] : undef] } @{ $version->{suffixes} };
    return { %$version, letter => length $version->{letter} ? $version->{letter} : undef, suffixes => \@suffixes };
}

sub sorted {
    my @versions = @{ $_[0]{versions} };
    parsed($_) for @versions;
    my @places = sort { compared(@versions[$a, $b]) || $a <=> $b } 0 .. $#versions;
    return [@versions[@places]];
}

my %operations = (
    "version.parse" => \&told,
    "version.compare" => sub { ("=", ">", "<")[compared(@{ $_[0] }{ "a", "b" })] },
    "version.sort" => \&sorted,
);

while (my $line = <STDIN>) {
    my $message = $json->decode($line);
    last if $message->{cmd} eq "stop";
    my $reply = { protocol => 1, name => "versions", version => "0", language => "perl", eapis => [], ops => [sort keys %operations] };
    if ($message->{cmd} eq "run") {
        my $out = eval { $operations{ $message->{op} }->($message->{in}) };
        my $error = $@;
        $reply = { seq => $message->{seq} };
        if (ref $error) { @$reply{ "error", "message" } = ("invalid", $error->{invalid}) }
        elsif ($error)  { $reply->{crash} = "$error" }
        else            { $reply->{out} = $out }
    }
    print $json->encode($reply), "\n";
}
