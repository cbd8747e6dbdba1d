using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// Statements that run for events. The generator implements it, explicitly, for each class with <see cref="ProjectionAttribute"/>.
/// </summary>
/// <typeparam name="TSelf">The class.</typeparam>
/// <typeparam name="TSession">What its handlers run statements by: it belongs to a storage.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProjection<TSelf, TSession> where TSelf : class, IProjection<TSelf, TSession>
{
    /// <summary>What it says of itself.</summary>
    static abstract ReadModelShape Shape { get; }

    /// <summary>Makes the tables, empty.</summary>
    static abstract void Create(TSession session);

    /// <summary>Calls the handler of an event.</summary>
    static abstract void Apply(ref ProjectedEvent e, TSession session);
}
