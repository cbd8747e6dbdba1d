namespace Opossum.Typed;

/// <summary>What a message says of the error that caused it.</summary>
internal static class CauseText
{
    /// <summary>
    /// The message of an error of the system or of ours, which holds paths and numbers; of any other the type alone, since it may quote
    /// what a user stored.
    /// </summary>
    public static string Describe(Exception cause) =>
        Sentence(cause is IOException or UnauthorizedAccessException or StoreException ? cause.Message : cause.GetType().Name);

    /// <summary>Some messages of the system, such as <c>Is a directory</c>, have no period, and others follow them.</summary>
    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
