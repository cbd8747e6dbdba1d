using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Opossum.Typed.Engine.SnapshotFiles;

namespace Opossum.Typed.CompilerServices;

/// <summary>What a generated decision model says of itself. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DecisionModelShape
{
    private SharedTypes? _types;
    private string? _identity;
    private SnapshotModel? _snapshotModel;
    private bool? _isPersonal;

    /// <summary>The event types that have a handler.</summary>
    public required ImmutableArray<EventDescriptor> Events { get; init; }

    /// <summary>Those of these events whose payload no handler looks at.</summary>
    public ImmutableArray<EventDescriptor> Undecoded { get; init; } = [];

    /// <summary>Whether a handler takes the metadata of events.</summary>
    public bool NeedsMetadata { get; init; }

    /// <summary>
    /// A hash of the code that folds events: the model, its handlers, and what they call in the assembly. Other logic, other state.
    /// </summary>
    public string Logic { get; init; } = "";

    /// <summary>Whether only the newest event counts.</summary>
    public bool Last { get; init; }

    /// <summary>
    /// Whether a copy shares nothing with the model that could be changed. Where it does, the model is read anew for another attempt.
    /// </summary>
    public bool CanBeCopied { get; init; }

    /// <summary>
    /// Whether the state of a model may be kept for later decisions: a copy shares nothing with it that could be changed, whatever code
    /// does, and its size can be told.
    /// </summary>
    public bool CanBeKept { get; init; }

    /// <summary>
    /// Whether models are equal only if they hold the same, and none is ever folded in place. Only so can be told that a model which a
    /// caller made holds nothing yet.
    /// </summary>
    public bool ComparesByValue { get; init; }

    /// <summary>The name of the model, under which its snapshots are found; empty without snapshots.</summary>
    public string Name { get; init; } = "";

    /// <summary>After how many further events a snapshot of the state is written; 0 for none.</summary>
    public int Snapshot { get; init; }

    /// <summary>A hash of the code that stores the state in snapshots. Other code, other bytes.</summary>
    public string State { get; init; } = "";

    /// <summary>
    /// A text that differs if the state of a model may differ: because of the logic of the fold, the names or the versions of its events,
    /// or the code that reads them. 32 characters.
    /// </summary>
    public string Identity => _identity ??= Hash();

    /// <summary>The model as its snapshots know it.</summary>
    /// <summary>Whether its state goes into snapshots. What was folded from personal members must not lie on disk in plain text.</summary>
    internal bool IsStored => Snapshot > 0 && !(_isPersonal ??= Events.Any(static e => e.Shape.IsPersonal));

    internal SnapshotModel SnapshotModel => _snapshotModel ??= new(Name, Identity);

    /// <summary>The names that the log stores these events under.</summary>
    internal ImmutableArray<string> Types => SharedTypes.Names;

    private SharedTypes SharedTypes => _types ??= new([.. Events.SelectMany(static e => e.Names)]);

    /// <summary>The events of a model's boundary, as a query: what the model's generated <c>For</c> gives.</summary>
    public static Query QueryOf<TModel>(TModel model) where TModel : IDecisionModel<TModel> => Query.Of(ItemOf(model));

    /// <summary>Whether a model has a handler for an event.</summary>
    internal bool Handles(EventDescriptor e)
    {
        foreach (var each in Events)
            if (ReferenceEquals(each, e)) return true;
        return false;
    }

    internal static QueryItem ItemOf<TModel>(in TModel model) where TModel : IDecisionModel<TModel> =>
        QueryItem.FromDistinctTypes(DecisionModelShape<TModel>.Instance.SharedTypes, model.GetBoundary());

    private string Hash()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Logic}\n{Last}\n{State}\n");
        foreach (var e in Events)
            text.Append(CultureInfo.InvariantCulture, $"{string.Join('|', e.Names)} {e.Shape.Version} {e.Shape.Logic}\n");
        return Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

internal static class DecisionModelShape<TModel> where TModel : IDecisionModel<TModel>
{
    public static readonly DecisionModelShape Instance = TModel.Shape;
}
