namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// The names of all types with which parsers and rules compare: namespace and name, without type parameters. A type that is renamed is
/// renamed here, and a test compares these names with the types that exist.
/// </summary>
internal static partial class KnownSymbols
{
    public const string AppendCondition = "Opossum.Typed.AppendCondition";
    public const string AppendConditionFailedException = "Opossum.Typed.AppendConditionFailedException";
    public const string AppendOutcome = "Opossum.Typed.AppendOutcome";
    public const string ConsumedEvent = "Opossum.Typed.ConsumedEvent";
    public const string ConsumerAttribute = "Opossum.Typed.ConsumerAttribute";
    public const string ConverterAttribute = "Opossum.Typed.ConverterAttribute";
    public const string DeciderAttribute = "Opossum.Typed.DeciderAttribute";
    public const string Decision = "Opossum.Typed.Decision";
    public const string DecisionModelAttribute = "Opossum.Typed.DecisionModelAttribute";
    public const string EmbeddedEventLog = "Opossum.Typed.EmbeddedEventLog";
    public const string EventAttribute = "Opossum.Typed.EventAttribute";
    public const string EventConstructorAttribute = "Opossum.Typed.EventConstructorAttribute";
    public const string EventData = "Opossum.Typed.EventData";
    public const string EventMetadata = "Opossum.Typed.EventMetadata";
    public const string EventModel = "Opossum.Typed.EventModel";
    public const string EventModelAttribute = "Opossum.Typed.EventModelAttribute";
    public const string EventNamesAttribute = "Opossum.Typed.CompilerServices.EventNamesAttribute";
    public const string FieldAttribute = "Opossum.Typed.FieldAttribute";
    public const string FlushStrategy = "Opossum.Typed.FlushStrategy";
    public const string HostedStoreOptions = "Opossum.Typed.Hosting.HostedStoreOptions";
    public const string IDecisionModel = "Opossum.Typed.CompilerServices.IDecisionModel";
    public const string IEvent = "Opossum.Typed.IEvent";
    public const string IEventConverter = "Opossum.Typed.Json.IEventConverter";
    public const string IEventLog = "Opossum.Typed.IEventLog";
    public const string IReadOnlyEventLog = "Opossum.Typed.IReadOnlyEventLog";
    public const string IgnoreAttribute = "Opossum.Typed.IgnoreAttribute";
    public const string IndexAttribute = "Opossum.Typed.IndexAttribute";
    public const string IReadModels = "Opossum.Typed.IReadModels";
    public const string ISqlReadModels = "Opossum.Typed.ISqlReadModels";
    public const string IReadModel = "Opossum.Typed.CompilerServices.IReadModel";
    public const string IRow = "Opossum.Typed.CompilerServices.IRow";
    public const string ITag = "Opossum.Typed.ITag";
    public const string JsonContextAttribute = "Opossum.Typed.JsonContextAttribute";
    public const string KeyAttribute = "Opossum.Typed.KeyAttribute";
    public const string OpossumOptions = "Opossum.Typed.OpossumOptions";
    public const string OpossumStore = "Opossum.Typed.OpossumStore";
    public const string OpossumReader = "Opossum.Typed.OpossumReader";
    public const string PersonalAttribute = "Opossum.Typed.PersonalAttribute";
    public const string SubjectErased = "Opossum.Typed.SubjectErased";
    public const string SubjectAttribute = "Opossum.Typed.SubjectAttribute";
    public const string IProjection = "Opossum.Typed.CompilerServices.IProjection";
    public const string ProjectionAttribute = "Opossum.Typed.ProjectionAttribute";
    public const string Query = "Opossum.Typed.Query";
    public const string QueryItem = "Opossum.Typed.QueryItem";
    public const string ReadModelAttribute = "Opossum.Typed.ReadModelAttribute";
    public const string ReadModelDescriptor = "Opossum.Typed.ReadModelDescriptor";
    public const string ReadModelSet = "Opossum.Typed.ReadModelSet";
    public const string RowAttribute = "Opossum.Typed.RowAttribute";
    public const string SequencedEvent = "Opossum.Typed.SequencedEvent";
    public const string Tag = "Opossum.Typed.Tag";
    public const string TagAttribute = "Opossum.Typed.TagAttribute";
    public const string ViaAttribute = "Opossum.Typed.ViaAttribute";
}
