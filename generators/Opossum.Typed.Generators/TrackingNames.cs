namespace Opossum.Typed.Generators;

/// <summary>The names of the pipeline's steps, for the tests that say which of them an edit may disturb.</summary>
internal static class TrackingNames
{
    public const string Events = nameof(Events);
    public const string TagTypes = nameof(TagTypes);
    public const string Roots = nameof(Roots);
    public const string DecisionModels = nameof(DecisionModels);
    public const string Deciders = nameof(Deciders);
    public const string Catalog = nameof(Catalog);
    public const string PastVersions = nameof(PastVersions);
    public const string Enums = nameof(Enums);
    public const string EventNames = nameof(EventNames);
    public const string Output = nameof(Output);

    /// <summary>Not among <see cref="All"/>: most projects have none, and a test of its own follows it.</summary>
    public const string Consumers = nameof(Consumers);

    /// <summary>Not among <see cref="All"/>, as consumers.</summary>
    public const string ReadModels = nameof(ReadModels);

    /// <summary>Not among <see cref="All"/>, as consumers.</summary>
    public const string Rows = nameof(Rows);

    /// <summary>Not among <see cref="All"/>, as consumers.</summary>
    public const string Projections = nameof(Projections);

    /// <summary>The read models of the assembly, by name. Not among <see cref="All"/>, as consumers.</summary>
    public const string ReadModelSet = nameof(ReadModelSet);

    /// <summary>Which events are of which families. Not among <see cref="All"/>: most projects have no family in a handler.</summary>
    public const string FamilyMembers = nameof(FamilyMembers);

    /// <summary>
    /// What the contract files say. They are no sources, so an edit of one is another matter than those of <see cref="All"/>.
    /// </summary>
    public const string Retagged = nameof(Retagged);

    /// <summary>Records inside events that mask personal members. Not among <see cref="All"/>: most projects have none.</summary>
    public const string Masks = nameof(Masks);

    /// <summary>Of refused declarations. A step for each kind of these, so it is not among <see cref="All"/>.</summary>
    public const string Placeholders = nameof(Placeholders);

    public static IReadOnlyList<string> All { get; } =
    [
        Events,
        TagTypes,
        Roots,
        DecisionModels,
        Deciders,
        Catalog,
        PastVersions,
        Enums,
        EventNames,
        Output,
    ];
}
