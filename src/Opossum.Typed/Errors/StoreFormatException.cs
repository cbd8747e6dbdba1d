namespace Opossum.Typed;

/// <summary>The path holds something else than a store that this version can read. Nothing was changed.</summary>
public sealed class StoreFormatException : StoreException
{
    internal StoreFormatException(string path, string problem) : base($"'{path}' {problem}") => (Path, Problem) = (path, problem);

    /// <summary>The directory or file that is of another kind.</summary>
    public string Path { get; }

    /// <summary>What is wrong with it, as the rest of a sentence.</summary>
    internal string Problem { get; }
}
