using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Incremental;

/// <summary>What a parse made of one declaration: what to generate or, if it is refused, the placeholder.</summary>
/// <typeparam name="T">The model of the declaration.</typeparam>
internal sealed record Parsed<T>(T? Spec, PlaceholderSpec? Placeholder) where T : class;
