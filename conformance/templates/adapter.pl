# An adapter for polyatom-conformance: put your implementation where it says TODO.
use strict;
use warnings;
use JSON::PP;

$| = 1;
my $json = JSON::PP->new->utf8->canonical;

sub checked { $_[0] =~ /^[0-9]/ ? $_[0] : die { invalid => "a version starts with a digit" } }    # The specification forbids others.

my %operations = (
    "version.compare" => sub {
        my ($given, $eapi) = @_;
        my ($one, $other) = map { checked($_) } @$given{ "a", "b" };
        return $one lt $other ? "<" : $one gt $other ? ">" : "=";    # TODO
    },
    "version.sort" => sub { [sort(map { checked($_) } @{ $_[0]{versions} })] },    # TODO
);
my %about = (
    protocol => 1, name => "mine", version => "0", language => "perl",
    eapis => [map { "$_" } 0 .. 9], ops => [sort keys %operations],
);

while (my $line = <STDIN>) {
    my $message = $json->decode($line);
    last if $message->{cmd} eq "stop";
    my $reply = \%about;
    if ($message->{cmd} eq "run") {
        my $out = eval { $operations{ $message->{op} }->($message->{in}, $message->{eapi}) };
        my $error = $@;
        $reply = { seq => $message->{seq} };
        if (ref $error) { @$reply{ "error", "message" } = ("invalid", $error->{invalid}) }
        elsif ($error)  { $reply->{crash} = "$error" }
        else            { $reply->{out} = $out }
    }
    print $json->encode($reply), "\n";
}
