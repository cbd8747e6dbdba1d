namespace Opossum.Typed.Analyzers.Tests.Contract;

/// <summary>OPSM2004: names that were given up.</summary>
public class NameReusedTests
{
    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(int {|OPSM2004:A|});""", "e@1\n*REMOVED* e@1.a int\n")]
    [InlineData("""[Event("e")] public partial record E(string {|OPSM2004:A|});""", "e@1\n*REMOVED* e@1.a int\n")]
    [InlineData("""
        [Event("e")] public partial record E([Field("b", Aliases = ["a"])] int {|OPSM2004:B|});
        """, "e@1\n*REMOVED* e@1.a int\ne@1.b int\n")]
    [InlineData("""[Event("e")] public partial record {|OPSM2004:E|}(int A);""", "*REMOVED* e@1\n")]
    [InlineData("""[Event("f", Aliases = ["e"])] public partial record {|OPSM2004:F|}(int A);""", "*REMOVED* e@1\nf@1\nf@1.a int\n")]
    [InlineData("""[Event("f", Aliases = ["e"])] public partial record {|OPSM2004:F|}(int A);""", "*REMOVED* e -> f\nf@1\nf@1.a int\n")]
    [InlineData("""[Event("e")] public partial record {|OPSM2004:E|}([Tag("a")] int A);""", "e@1\n*REMOVED* e@1 tag a\ne@1.a int\n")]
    [InlineData("""
        public enum S { A, B }
        [Event("e")] public partial record E(S {|OPSM2004:State|});
        """, "e@1\ne@1.state enum\ne@1.state = A\n*REMOVED* e@1.state = B\n")]
    [InlineData("""
        public record L(int A, int B);
        [Event("e")] public partial record E(L {|OPSM2004:Line|});
        """, "e@1\ne@1.line record\ne@1.line.a int\n*REMOVED* e@1.line.b string\n")]
    public async Task A_name_that_was_given_up_is_not_used_again(string source, string shipped)
    {
        await new ContractTest(source, shipped).RunAsync();
        Assert.False(await new ContractTest(source, shipped, "").HasFixAsync());
    }

    [SampledTheory]
    [InlineData("""[Event("e")] public partial record E(int B);""", "e@1\n*REMOVED* e@1.a int\ne@1.b int\n")]
    [InlineData("""[Event("e", Version = 2)] public partial record E(int A);""", "*REMOVED* e@1\n*REMOVED* e@1.b int\ne@2\ne@2.a int\n")]
    [InlineData("""
        [Event("e", Version = 2)] public partial record E(int A) { static E Upcast(E1 old) => new(0); }
        [Event("e")] public partial record E1(int B);
        """, "e@1\ne@1.b int\n*REMOVED* e@1.a string\ne@2\ne@2.a int\n")]
    public Task Another_name_or_another_version_is_free(string source, string shipped) => new ContractTest(source, shipped).RunAsync();
}
