using System.Text;

namespace Opossum.Typed;

/// <summary>UTF-8 that refuses what it can't represent, instead of storing a replacement character.</summary>
internal static class Utf8Text
{
    public static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Encode(string text, string parameter)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"The text has half a surrogate pair at index {e.Index}: it is no valid UTF-16.", parameter);
        }
    }
}
