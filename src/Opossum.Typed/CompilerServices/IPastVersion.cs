using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// What the generator implements, explicitly, for a record with <see cref="EventAttribute"/> of whose name there is a newer version: it is
/// read, and never appended or asked for, so it is no <see cref="IEvent"/>.
/// </summary>
/// <typeparam name="TSelf">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPastVersion<TSelf> where TSelf : class, IPastVersion<TSelf>
{
    /// <summary>Reads a payload of this version, or of an older one, brought up to this.</summary>
    static abstract TSelf ReadVersion(int version, ref JsonEventReader json);
}
