using Opossum.Typed.Generators.Tests.Harness;

namespace Opossum.Typed.Generators.Tests;

/// <summary>
/// An attribute counts wherever a user may write it: on a property that is overridden, on a parameter of a base, on the property of an
/// interface.
/// </summary>
public class InheritedAttributeTests
{
    [SampledTheory]
    [InlineData("""
        public abstract record Base { [A] public abstract string X { get; init; } }
        [Event("e")] public partial record E(int B) : Base { public override string X { get; init; } = ""; }
        """)]
    [InlineData("""
        public abstract record Root { [A] public virtual string X { get; init; } = ""; }
        public abstract record Base : Root { public override string X { get; init; } = ""; }
        [Event("e")] public partial record E(int B) : Base { public sealed override string X { get; init; } = ""; }
        """)]
    [InlineData("""
        public interface IBase { [A] string X { get; } }
        public interface IMiddle : IBase;
        [Event("e")] public partial record E(int B) : IMiddle { public string X { get; init; } = ""; }
        """)]
    [InlineData("""
        public interface IBase { [A] string X { get; } }
        public record Base { public virtual string X { get; init; } = ""; }
        [Event("e")] public partial record E(int B) : Base, IBase { public override string X { get; init; } = ""; }
        """)]
    [InlineData("""
        public interface IOther { [A("no")] string X { get; } }
        public abstract record Base { [A] public abstract string X { get; init; } }
        [Event("e")] public partial record E(int B) : Base, IOther { public override string X { get; init; } = ""; }
        """)]
    public void What_a_property_inherits_counts(string source)
    {
        var tagged = Text(source, "Tag(\"x\")");
        Assert.Contains("TagKeys = [\"x\"]", tagged);
        var named = Text(source, "Field(\"title\")");
        Assert.Contains("title", named);
        Assert.DoesNotContain("\\\"x\\\"", named);
        var ignored = Text(source, "Ignore");
        Assert.DoesNotContain(".X", ignored);
        var converted = Text(source, "Converter(typeof(C))");
        Assert.Contains("global::C", converted);
    }

    [SampledTheory]
    [InlineData("""
        public record Base([A] string X);
        [Event("e")] public partial record E(string X, int B) : Base(X);
        """)]
    [InlineData("""
        public interface IBase { [A] string X { get; } }
        [Event("e")] public partial record E(string X) : IBase;
        """)]
    [InlineData("""
        public record Base { [A] public virtual string X { get; init; } = ""; }
        [Event("e")] public partial record E(string X) : Base { public override string X { get; init; } = X; }
        """)]
    public void What_the_property_of_a_parameter_inherits_counts(string source)
    {
        Assert.Contains("TagKeys = [\"x\"]", Text(source, "Tag(\"x\")"));
        Assert.Contains("title", Text(source, "Field(\"title\")"));
        Assert.Contains("global::C", Text(source, "Converter(typeof(C))"));
    }

    [Fact]
    public void What_a_property_says_itself_comes_before_what_it_inherits()
    {
        var text = Text("""
            public interface IBase { [A] string X { get; } }
            public abstract record Base { [A] public abstract string X { get; init; } }
            [Event("e")] public partial record E(int B) : Base, IBase { [Tag("own")] public override string X { get; init; } = ""; }
            """, "Tag(\"x\")");
        Assert.Contains("TagKeys = [\"own\"]", text);
    }

    [Fact]
    public void A_computed_property_can_be_a_tag_by_its_interface() => Assert.Contains("TagKeys = [\"x\"]", Text("""
        public interface IBase { [A] string X { get; } }
        [Event("e")] public partial record E(int B) : IBase { public string X => "1"; }
        """, "Tag(\"x\")"));

    /// <summary>The file that is generated with the attribute in place of <c>A</c>.</summary>
    private static string Text(string source, string attribute)
    {
        var other = attribute.StartsWith("Tag", StringComparison.Ordinal) ? "Tag(\"no\")" : attribute;
        var generation = Generation.Of(source.Replace("[A]", $"[{attribute}]").Replace("[A(\"no\")]", $"[{other}]"), """
            public sealed class C : Opossum.Typed.Json.IEventConverter<string>
            {
                public static bool TryWrite(string value, Span<byte> utf8, out int written)
                {
                    written = 0;
                    return false;
                }
                public static string Read(ReadOnlySpan<byte> utf8) => "";
            }
            """);
        Assert.Empty(generation.Complaints);
        return generation.Files["E.Event.g.cs"];
    }
}
