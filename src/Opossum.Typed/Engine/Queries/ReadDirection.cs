namespace Opossum.Typed.Engine.Queries;

/// <summary>The order of a read.</summary>
internal enum ReadDirection
{
    /// <summary>The oldest event first.</summary>
    Forward,

    /// <summary>The newest event first.</summary>
    Backward,
}
