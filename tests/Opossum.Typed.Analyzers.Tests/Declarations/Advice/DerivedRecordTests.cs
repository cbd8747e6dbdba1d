using Opossum.Typed.Analyzers.Declarations.Advice;
using Opossum.Typed.Analyzers.Tests.Support;

namespace Opossum.Typed.Analyzers.Tests.Declarations.Advice;

/// <summary>OPSM1015.</summary>
public class DerivedRecordTests
{
    private const string Usings = "using System; using System.Collections.Generic; using Opossum.Typed;\n";

    [SampledTheory]
    [InlineData("""
        public record Shape(int A);
        public record {|OPSM1015:Round|}(int A) : Shape(A);
        [Event("e")] public partial record E(Shape S);
        """)]
    [InlineData("""
        public record Shape(int A);
        public abstract record Middle(int A) : Shape(A);
        public record {|OPSM1015:Round|}(int A) : Middle(A);
        public record Outer(List<Shape> Many);
        [Event("e")] public partial record E(Outer O);
        """)]
    public Task What_derives_from_a_stored_record_is_reported(string source) => Reports(source);

    [SampledTheory]
    [InlineData("""
        public record Shape(int A);
        public record Round(int A) : Shape(A);
        [Event("e")] public partial record E(int A) { public Shape Computed => new Round(A); }
        """)]
    [InlineData("""
        public record Shape(int A);
        public record Other(int A);
        public record Round(int A) : Other(A);
        [Event("e")] public partial record E(Shape S);
        """)]
    [InlineData("""public record Shape(int A); public record Round(int A) : Shape(A); public record NoEvent(Shape S);""")]
    [InlineData("""
        public record Shape(int A);
        public record Round(int A) : Shape(A);
        [Event("e")] public partial record E(Shape S, object Refused);
        """)]
    public Task What_derives_from_another_is_not(string source) => Reports(source);

    private static Task Reports(string source) =>
        new RuleTest<DerivedRecordAnalyzer>(Usings + source).WithLibrary().RunAsync(TestContext.Current.CancellationToken);
}
