using Opossum.Typed.Analyzers.ReadModels;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.ReadModels;

/// <summary>OPSM1020 of columns.</summary>
public class ColumnAdviceTests
{
    private const string Domain = """
        using System; using System.Text.Json.Serialization; using Opossum.Typed;
        [Event("defined")] public partial record Defined([Tag("course")] int Course);

        """;

    [SampledTheory]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key, Tag("course")] int Course, [{|OPSM1020:Field("t")|}] string Title = "")
        { M On(Defined _) => this; }
        """)]
    [InlineData("""
        [ReadModel("m")]
        public partial record M([Key, Tag("course")] int Course, [property: {|OPSM1020:JsonPropertyName("t")|}] string Title = "")
        {
            [{|OPSM1020:JsonIgnore|}] public int Length => Title.Length;
            M On(Defined _) => this;
        }
        """)]
    [InlineData("""[Row] public partial record R([{|OPSM1020:Field("t")|}] string Title);""")]
    public Task An_attribute_that_does_nothing_is_reported(string types) => Reports(types);

    [SampledTheory]
    [InlineData("""
        [ReadModel("m")] public partial record M([Key, Tag("course")] int Course, Line? Line = null)
        {
            [Ignore, JsonIgnore] public int Length => 1;
            M On(Defined _) => this;
        }
        public record Line([Field("n")] int Number);
        """)]
    [InlineData("""[Event("e")] public partial record E([Field("t")] string Title);""")]
    public Task One_that_does_is_not(string types) => Reports(types);

    private static Task Reports(string types) =>
        new GeneratedTest<ColumnAdviceAnalyzer>(Domain + types).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
