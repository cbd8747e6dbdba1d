using Opossum.Typed.Generators.Collections;

namespace Opossum.Typed.Generators.Model;

/// <summary>An event: all that its file says.</summary>
internal sealed record EventSpec
{
    public required DeclarationSpec Declaration { get; init; }

    /// <summary>The name that the log stores when the event is appended.</summary>
    public required string Name { get; init; }

    public required int Version { get; init; }

    /// <summary>Whether there is a newer version, so that this one is read and nothing else.</summary>
    public bool IsPast { get; init; }

    /// <summary>Where the version comes from; null for one that no older record leads to.</summary>
    public required UpcastSpec? Upcast { get; init; }

    /// <summary>A hash of the code that has a say in what it is read as; empty where there is none.</summary>
    public string Logic { get; init; } = "";

    /// <summary>The names that it was stored under before.</summary>
    public required EquatableArray<string> Aliases { get; init; }

    public required BodySpec Body { get; init; }

    /// <summary>Every type that a value of the event has, once each; <see cref="ValueSpec.Type"/> counts in it.</summary>
    public required EquatableArray<TypeSpec> Types { get; init; }

    public required EquatableArray<string> TagKeys { get; init; }

    /// <summary>Those of them that are hidden.</summary>
    public EquatableArray<string> HiddenTagKeys { get; init; } = EquatableArray<string>.Empty;

    /// <summary>Whether something in it is sealed.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>How it is printed; null where the compiler's way shows nothing personal, or the user has written one.</summary>
    public PrintSpec? Print { get; init; }

    public required EquatableArray<QuerySpec> Queries { get; init; }

    /// <summary>The families that it is of, as source.</summary>
    public required EquatableArray<string> Families { get; init; }

    /// <summary>Whether a value may hold values of its own type, so that only counting bounds how deep they go.</summary>
    public required bool IsRecursive { get; init; }

    /// <summary>The name of the file-local class of helpers; one that means nothing else inside the event.</summary>
    public required string Codec { get; init; }
}
