namespace Opossum.Typed.Hosting.Telemetry;

/// <summary>
/// What logs and health reports may show of an exception. The system's errors of files and those of the store hold paths and numbers; any
/// other could be of the user's code and quote what is stored.
/// </summary>
internal static class Quotable
{
    /// <summary>The exception, if nothing in it can quote what is stored; otherwise null.</summary>
    public static Exception? OrNull(Exception? error)
    {
        for (var each = error; each is not null; each = each.InnerException)
            if (each is not (IOException or UnauthorizedAccessException or StoreException or ObjectDisposedException)) return null;
        return error;
    }

    /// <summary>
    /// What the user's own code threw, if it is an error of the store; otherwise null. Its errors of files may be of anything, and say it.
    /// </summary>
    public static Exception? OfUserOrNull(Exception? error)
    {
        for (var each = error; each is not null; each = each.InnerException)
            if (each is not StoreException) return null;
        return error;
    }

    /// <summary>Its message, or the name of its type where the message could quote what is stored.</summary>
    public static string Text(Exception error) => OrNull(error)?.Message ?? error.GetType().Name + ".";
}
