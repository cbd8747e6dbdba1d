namespace Opossum.Typed.Personal;

/// <summary>What a subject is called: by its tag, such as <c>student:01a2…</c>.</summary>
internal static class SubjectName
{
    /// <param name="subject">The subject.</param>
    /// <param name="name">Of <see cref="Tag.MaxBytes"/> bytes.</param>
    /// <returns>The length of the name.</returns>
    /// <exception cref="ArgumentException">The subject has no name, or one that is no tag.</exception>
    public static int Write<TTag>(TTag subject, Span<byte> name) where TTag : ITag<TTag>
    {
        if (TTag.IsUnassigned(subject))
            throw new ArgumentException($"The subject ({typeof(TTag).Name}) is an all-zero guid, an id that was never assigned.");
        TTag.Key.CopyTo(name);
        var length = TTag.Key.Length;
        name[length++] = (byte)':';
        if (!TTag.TryFormat(subject, name[length..], out var written) || written == 0)
            throw new ArgumentException($"The subject ({typeof(TTag).Name}) is empty, or longer than {Tag.MaxBytes} bytes with its key.");
        return length + written;
    }
}
