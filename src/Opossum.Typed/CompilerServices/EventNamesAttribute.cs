using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// The names of an assembly's events, as its log stores them, old ones included. Generated for each assembly with events, so that a
/// compiler which sees only the assembly can tell that a name is taken.
/// </summary>
/// <param name="names">Each name once, in ordinal order.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class EventNamesAttribute(params string[] names) : Attribute
{
    /// <summary>Each name once, in ordinal order.</summary>
    public IReadOnlyList<string> Names => names;
}
