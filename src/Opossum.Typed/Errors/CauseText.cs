namespace Opossum.Typed;

/// <summary>What a message says of the error that caused it.</summary>
internal static class CauseText
{
    /// <summary>
    /// The message of an error of the system or of ours, which holds paths and numbers; of any other the type alone, since it may quote
    /// what a user stored.
    /// </summary>
    public static string Describe(Exception cause) =>
        cause is IOException or UnauthorizedAccessException or StoreException ? cause.Message : cause.GetType().Name + ".";
}
