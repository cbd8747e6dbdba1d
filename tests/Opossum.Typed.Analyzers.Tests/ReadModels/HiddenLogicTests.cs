using Opossum.Typed.Analyzers.ReadModels;
using Opossum.Typed.Analyzers.Tests.Support;
using Opossum.Typed.CodeFixes.ReadModels;

namespace Opossum.Typed.Analyzers.Tests.ReadModels;

/// <summary>OPSM3037.</summary>
public class HiddenLogicTests
{
    private const string Domain = """
        using System; using Opossum.Typed;
        [Event("issued")] public partial record Issued([Tag("invoice")] int Invoice, int Net);

        """;

    private const string Elsewhere = """
        public static class Tariffs
        {
            public static int Highest => 3;
            public static int Gross(int net) => net;
            public static int Plus(this int net) => net;
        }
        """;

    [SampledTheory]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key, Tag("invoice")] int Invoice, int Total = 0)
        { M On(Issued e) => this with { Total = {|OPSM3037:Tariffs.Gross(e.Net)|} + {|OPSM3037:e.Net.Plus()|} }; }
        """)]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key] int Number, int Total = 0)
        {
            public int Sum => {|OPSM3037:Tariffs.Gross(Total)|};
            static int KeyOf(Issued e) => {|OPSM3037:Tariffs.Gross(e.Net)|};
            M On(Issued e) => Raise(e.Net);
            private M Raise(int by) => this with { Total = {|OPSM3037:Tariffs.Gross(by)|} };
        }
        """)]
    public Task A_call_into_another_assembly_is_reported(string model) => Reports(model);

    [SampledTheory]
    [InlineData("""
        [ReadModel("m", Revision = 1)] public partial record M([Key, Tag("invoice")] int Invoice, int Total = 0)
        { M On(Issued e) => this with { Total = Tariffs.Gross(e.Net) }; }
        """)]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key, Tag("invoice")] int Invoice, int Total = 0)
        {
            M On(Issued e) => this with { Total = Math.Max(Tariffs.Highest, Own.Gross(e.Net)) };
            public int Gross() => Tariffs.Gross(Total);
        }
        static class Own { public static int Gross(int net) => Tariffs.Gross(net); }
        """)]
    public Task One_that_is_declared_or_makes_no_rows_is_not(string model) => Reports(model);

    [Fact]
    public async Task The_fix_writes_the_revision()
    {
        const string Rest = """
            public partial record M([Key, Tag("invoice")] int Invoice, int Total = 0)
            { M On(Issued e) => this with { Total =
            """;
        var test = new GeneratedFixTest<HiddenLogicAnalyzer, RevisionFix>(
            Domain + """[ReadModel("m")] """ + Rest + " {|OPSM3037:Tariffs.Gross({|OPSM3037:Tariffs.Gross(e.Net)|})|} }; }",
            Domain + """[ReadModel("m", Revision = 1)] """ + Rest + " Tariffs.Gross(Tariffs.Gross(e.Net)) }; }")
            .WithReferenceTo("Tariffs", Elsewhere);
        test.NumberOfIncrementalIterations = 1;
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static Task Reports(string model) =>
        new GeneratedTest<HiddenLogicAnalyzer>(Domain + model).WithLibrary().WithReferenceTo("Tariffs", Elsewhere)
            .RunAsync(TestContext.Current.CancellationToken);
}
