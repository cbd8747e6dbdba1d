using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>
/// The partial type that a file completes. Like every model here it is immutable and structurally equal, and holds nothing of Roslyn: it is
/// what the incremental pipeline compares and keeps.
/// </summary>
internal sealed record DeclarationSpec
{
    /// <summary>As source, such as <c>Campus.Courses</c>; empty for the global namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The headers of the containing types, outermost first, such as <c>partial class Outer</c>.</summary>
    public required EquatableArray<string> ContainingTypes { get; init; }

    /// <summary>The type's own header, such as <c>partial record CourseDefined</c>.</summary>
    public required string Header { get; init; }

    /// <summary>The type in generated code, such as <c>global::Campus.Courses.CourseDefined</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>The name in metadata, such as <c>Campus.Courses.Outer+CourseDefined</c>.</summary>
    public required string FullName { get; init; }
}
