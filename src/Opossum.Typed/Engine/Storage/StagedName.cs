namespace Opossum.Typed.Engine.Storage;

/// <summary>
/// The names that files have until a backup is published. Each layer that owns files of a directory asks whether a name that it does not
/// know is a staged name of one of its own.
/// </summary>
internal static class StagedName
{
    private const string Suffix = ".new";
    private const string CopySuffix = Suffix + ".tmp";

    /// <summary>The name of a complete file that is published with the next backup.</summary>
    public static string Of(string name) => name + Suffix;

    /// <summary>The name of a copy that is being made. A link never has one: to create a file of this name again empties it.</summary>
    public static string OfCopy(string name) => name + CopySuffix;

    /// <summary>The name that a complete staged file gets when it is published.</summary>
    public static bool IsOf(string file, out string name) => Ends(file, Suffix, out name);

    /// <summary>The name that a staged file will get, whether its copy is complete or not.</summary>
    public static bool IsOfEither(string file, out string name) => Ends(file, Suffix, out name) || Ends(file, CopySuffix, out name);

    private static bool Ends(string file, string suffix, out string name)
    {
        var ends = file.EndsWith(suffix, StringComparison.Ordinal);
        name = ends ? file[..^suffix.Length] : file;
        return ends;
    }
}
