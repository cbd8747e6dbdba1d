namespace Opossum.Typed;

/// <summary>An append goes past a limit of the store; nothing was written.</summary>
public sealed class AppendLimitException : ArgumentException
{
    internal AppendLimitException(string problem) : base(problem) { }
}
