namespace Opossum.Typed;

/// <summary>An append goes past a limit of the store; nothing was written.</summary>
public sealed class AppendLimitException : ArgumentException
{
    /// <summary>For engines.</summary>
    /// <param name="problem">The limit, what exceeds it, and the way out.</param>
    public AppendLimitException(string problem) : base(problem) { }
}
