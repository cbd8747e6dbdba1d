namespace Opossum.Typed;

/// <summary>What an append waits for. It can only strengthen what the options say.</summary>
public enum Durability
{
    /// <summary>As the options say: by default the flush.</summary>
    AsConfigured,

    /// <summary>
    /// The answer comes when all that it depends on is on disk: the append's own events, or, of a refusal, the event that refused, or, of a
    /// repeated key, the first append. It flushes what was appended before it, too.
    /// </summary>
    Flushed,
}
