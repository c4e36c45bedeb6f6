# An adapter for polyatom-conformance: put your implementation where it says TODO.
use strict;
use warnings;
use JSON::PP;

$| = 1;
my $json = JSON::PP->new->utf8->canonical;

sub invalid { die { invalid => shift } }    # The specification forbids the input.

my %operations = (
    "version.compare" => sub {
        my ($given, $eapi) = @_;
        /^[0-9]/ or invalid("a version starts with a digit") for $given->{a}, $given->{b};
        return $given->{a} lt $given->{b} ? "<" : $given->{a} gt $given->{b} ? ">" : "=";    # TODO
    },
    "version.sort" => sub { [sort @{ $_[0]{versions} }] },                                    # TODO
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
