using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>
/// A way to rows by an earlier event: what carries a tag of it concerns the rows that the earlier event did. For generated code.
/// </summary>
/// <param name="Event">The earlier event.</param>
/// <param name="TagKey">The key of the tag.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ReadModelLink(EventDescriptor Event, string TagKey)
{
    /// <summary>Such as <c>incident of incident-logged</c>.</summary>
    public override string ToString() => $"{TagKey} of {Event.Name}";
}
