using System.Collections.Immutable;
using System.ComponentModel;

namespace Opossum.Typed.CompilerServices;

/// <summary>What a generated event says of itself. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EventShape
{
    /// <summary>The name that the log stores.</summary>
    public required string Name { get; init; }

    /// <summary>The names that it was stored under before, none of them <see cref="Name"/>.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The version that is written today; 1 unless declared.</summary>
    public int Version { get; init; } = 1;

    /// <summary>
    /// The newest version before it that has a record of its own; 0 where there is none. What is above it is read by the codec of today.
    /// </summary>
    public int PreviousVersion { get; init; }

    /// <summary>
    /// A hash of the code that has a say in what a stored event is read as: <c>Upcast</c>, converters, the values of fields that older
    /// payloads do not have. Empty where there is none.
    /// </summary>
    public string Logic { get; init; } = "";

    /// <summary>The keys of the tags that the event can carry, in the order of its members.</summary>
    public ImmutableArray<string> TagKeys { get; init; } = [];

    /// <summary>Those of them whose values are personal: the log has a pseudonym in their place.</summary>
    public ImmutableArray<string> HiddenTagKeys { get; init; } = [];

    /// <summary>Whether the event, or a record inside it, has members that are sealed by the key of a subject.</summary>
    public bool IsPersonal { get; init; }
}
