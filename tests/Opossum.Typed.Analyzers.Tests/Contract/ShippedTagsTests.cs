using Opossum.Typed.CodeFixes.Contract;

namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>OPSM2006: tags of stored events that the event has no more.</summary>
public class ShippedTagsTests
{
    [SampledTheory]
    [InlineData("""[Event("e")] public partial record {|OPSM2006:E|}(int A);""")]
    [InlineData("""[Event("e")] public partial record {|OPSM2006:E|}([Tag("b")] int A);""", "e@1 tag b\n")]
    [InlineData("""[Event("f", Aliases = ["e"])] public partial record {|OPSM2006:F|}(int A);""", "f@1\nf@1.a int\n")]
    [InlineData("""
        [Event("e", Version = 2)] public partial record {|OPSM2006:E|}(int A)
        {
            static E Upcast(E1 old) => new(old.A);
        }
        [Event("e")] public partial record E1([Tag("a")] int A);
        """, "e@2\ne@2.a int\n")]
    public async Task A_tag_that_is_gone_is_reported_and_can_be_given_up(string source, string unshipped = "") =>
        Assert.Equal(
            "*REMOVED* e@1 tag a\n" + unshipped, await new ContractTest(source, "e@1\ne@1 tag a\ne@1.a int\n", unshipped).FixAsync());

    [Fact]
    public async Task The_message_says_what_becomes_of_stored_events()
    {
        var message = Assert.Single(await new ContractTest("""
            [Event("e")] public partial record {|OPSM2006:E|}(int A);
            """, "e@1\ne@1 tag a\ne@1.a int\n").MessagesAsync());
        Assert.Equal(
            "'e@1 tag a' has shipped, and 'E' has no tag of that key any more: its stored events keep 'a' and leave every boundary and "
                + "query by what the event has now; keep the key in the Aliases of [Tag], or say *REMOVED* in Events.Unshipped.txt",
            message);
    }

    [SampledTheory]
    [InlineData("""[Tag("a")] public readonly partial record struct Id(int Value); [Event("e")] public partial record E(Id A);""")]
    [InlineData("""[Event("e")] public partial record E(int A) { [Tag("a")] public string Key => "x"; }""")]
    public Task A_tag_may_come_from_elsewhere(string source) => new ContractTest(source, "e@1\ne@1 tag a\ne@1.a int\n").RunAsync();

    [SampledTheory]
    [InlineData(
        """[Event("e")] public partial record {|OPSM2006:E|}([Tag("b")] int A);""",
        """[Event("e")] public partial record E([Tag("b", Aliases = ["a"])] int A);""")]
    [InlineData(
        """
        [Event("e")] public partial record {|OPSM2006:E|}(Id A);
        [Tag("b")] public readonly partial record struct Id(int Value);
        """,
        """
        [Event("e")] public partial record E(Id A);
        [Tag("b", Aliases = ["a"])] public readonly partial record struct Id(int Value);
        """)]
    public async Task A_key_that_was_renamed_can_be_kept_as_an_alias(string source, string expected) => Assert.Equal(
        expected, await new ContractTest(source, "e@1\ne@1 tag a\ne@1.a int\n", "").RenameAsync(new TagAliasFix()));

    [Fact]
    public Task An_alias_is_a_tag_that_has_shipped() => new ContractTest(
        """[Event("e")] public partial record E([Tag("b", Aliases = ["a"])] int A);""", "e@1\ne@1 tag a\ne@1.a int\n").RunAsync();
}
