namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>OPSM2003: fields that are required, and that stored events lack.</summary>
public class RequiredLaterTests
{
    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(int A, int {|OPSM2003:B|});""", "e@1\ne@1.a int\n")]
    [InlineData("""[Event("e")] public partial record E(int A, string? {|OPSM2003:B|});""", "e@1\ne@1.a int\n")]
    [InlineData("""
        [Event("e")] public partial record E(int A) { public required int {|OPSM2003:B|} { get; init; } }
        """, "e@1\ne@1.a int\n")]
    [InlineData("""
        public record L(int A, int B);
        [Event("e")] public partial record E(L {|OPSM2003:Line|});
        """, "e@1\ne@1.line record\ne@1.line.a int\n")]
    [InlineData("""[Event("e")] public partial record E(int A, int {|OPSM2003:B|});""", "e@1\ne@1.a int\ne@1.b int optional\n")]
    [InlineData("""
        [Event("f", Aliases = ["e"])] public partial record F(int A, int {|OPSM2003:B|});
        """, "e@1\ne@1.a int\nf@1\nf@1.a int\nf@1.b int\n")]
    [InlineData("""
        [Event("e", Version = 2)] public partial record E(int A, int {|OPSM2003:B|});
        """, "e@1\ne@1.a int\ne@2\ne@2.a int\ne@2.b int\n")]
    public Task A_required_field_that_stored_events_lack_is_reported(string source, string shipped) =>
        new ContractTest(source, shipped).RunAsync();

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(int A, int B = 1);""", "e@1\ne@1.a int\n", "e@1.b int optional\n")]
    [InlineData("""
        [Event("e")] public partial record E(int A) { public int B { get; init; } }
        """, "e@1\ne@1.a int\n", "e@1.b int optional\n")]
    [InlineData("""[Event("e")] public partial record E(int A, int B);""", "e@1\ne@1.a int\ne@1.b int\n", "")]
    [InlineData("""[Event("e")] public partial record E(int A, int B);""", "", "e@1\ne@1.a int\ne@1.b int\n")]
    [InlineData("""
        public record L(int B);
        [Event("e")] public partial record E(int A, L? Line = null);
        """, "e@1\ne@1.a int\n", "e@1.line record? optional\ne@1.line.b int\n")]
    public Task A_field_with_a_default_or_in_something_new_is_not_reported(string source, string shipped, string unshipped) =>
        new ContractTest(source, shipped, unshipped).RunAsync();

    [Fact]
    public async Task The_message_names_the_field_and_the_event()
    {
        var message = Assert.Single(await new ContractTest("""
            [Event("e")] public partial record E(int A, int {|OPSM2003:Room|});
            """, "e@1\ne@1.a int\n").MessagesAsync());
        Assert.Equal(
            "'E.Room' is required, and events of 'e@1' have shipped without the field 'room', so they can't be read; give it a default, "
                + "or declare a new version with an upcaster",
            message);
    }
}
