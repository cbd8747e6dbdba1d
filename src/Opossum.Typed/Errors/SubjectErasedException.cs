namespace Opossum.Typed;

/// <summary>
/// Something personal of a subject was to be appended that was erased; nothing was written. Events without it can be appended: with each
/// personal member null, or equal to its replacement.
/// </summary>
public sealed class SubjectErasedException : Exception
{
    private readonly Tag _subject;

    internal SubjectErasedException(ReadOnlySpan<byte> subject) : this(Tag.FromStored(subject)) { }

    private SubjectErasedException(Tag subject)
        : base($"The subject {subject} was erased: nothing personal can be appended of it any more. Append the event with its personal "
            + "members null or equal to their replacements, or give the person a new id.") => _subject = subject;

    /// <summary>The subject's tag; the message has its key alone.</summary>
    public Tag Subject => _subject;
}
