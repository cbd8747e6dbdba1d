namespace Opossum.Typed.Json;

/// <summary>How deep the objects and arrays of a payload go.</summary>
internal static class JsonDepth
{
    /// <summary>The levels that are read, and so the levels that are written; the payload itself is one.</summary>
    public const int Max = 64;
}
