using System.Security.Cryptography;
using Opossum.Typed.CompilerServices;

namespace Opossum.Typed.Personal;

/// <summary>Opens the sealed parts of payloads, and says what is wrong with those that don't open.</summary>
internal static class SealedTexts
{
    private const string Field = "$sealed";

    [ThreadStatic] private static long t_erased;

    /// <summary>How many parts this thread has found erased.</summary>
    public static long Erased => t_erased;

    /// <returns>False if there is nothing, or its key was destroyed or is withheld.</returns>
    /// <exception cref="EventFormatException">The part is not what was sealed for this subject, or there are no keys.</exception>
    public static bool TryOpen<TTag>(SubjectKeyRing? keys, string eventName, SealedText text, TTag subject, out ReadOnlySpan<byte> plain)
        where TTag : ITag<TTag>
    {
        plain = default;
        if (text.Text.IsEmpty) return false;
        if (keys is null) throw new EventFormatException(eventName, NoKeys, Field);
        try
        {
            Span<byte> name = stackalloc byte[Tag.MaxBytes];
            if (keys.TryOpen(text.Text, name[..SubjectName.Write(subject, name)], out plain)) return true;
            t_erased++;
            return false;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new EventFormatException(eventName, "is not what was sealed for this subject", Field);
        }
        catch (CryptographicException e)
        {
            throw new EventFormatException(eventName, e.Message, Field);
        }
    }

    public const string NoKeys = "is personal, and the store was opened without keys; set OpossumOptions.Keys";
}
