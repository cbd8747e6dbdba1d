namespace Opossum.Typed.Generators.Parsing;

/// <summary>Limits of the log that parsers and rules know of: those of <c>LogFormat</c>, with which a test compares them.</summary>
internal static class LogLimits
{
    /// <summary>The different tags of one event.</summary>
    public const int MaxTags = 64;

    /// <summary>The bytes of the name of an event, and of the key of a tag.</summary>
    public const int MaxNameBytes = 255;
}
