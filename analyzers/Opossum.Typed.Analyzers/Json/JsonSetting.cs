using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Analyzers.Json;

/// <summary>A value of a JSON file that is neither object nor array.</summary>
/// <param name="Path">The names that lead to it, from the outside in. A name may itself be a path:
/// <c>"Opossum:FlushEventsImmediately"</c>.</param>
/// <param name="Value">Its text, without quotes.</param>
/// <param name="Span">Where it stands, with quotes.</param>
internal sealed record JsonSetting(IReadOnlyList<string> Path, string Value, TextSpan Span);
