using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Emit;

/// <summary>The library's types and members as generated code names them.</summary>
internal static class Names
{
    public const string Writer = "global::Opossum.Typed.CompilerServices.JsonEventWriter";
    public const string Reader = "global::Opossum.Typed.CompilerServices.JsonEventReader";
    public const string FieldReader = "global::Opossum.Typed.CompilerServices.JsonFieldReader";
    public const string TagWriter = "global::Opossum.Typed.CompilerServices.TagWriter";
    public const string SealedText = "global::Opossum.Typed.CompilerServices.SealedText";
    public const string SubjectSink = "global::Opossum.Typed.CompilerServices.SubjectSink";
    public const string EventShape = "global::Opossum.Typed.CompilerServices.EventShape";
    public const string EventDescriptor = "global::Opossum.Typed.EventDescriptor";
    public const string DecisionModel = "global::Opossum.Typed.CompilerServices.IDecisionModel";
    public const string DecisionModelShape = "global::Opossum.Typed.CompilerServices.DecisionModelShape";
    public const string StateComparers = "global::Opossum.Typed.CompilerServices.StateComparers";
    public const string DecisionProcess = "global::Opossum.Typed.CompilerServices.DecisionProcess";
    public const string DecisionBoundary = "global::Opossum.Typed.CompilerServices.DecisionBoundary";
    public const string EventCursor = "global::Opossum.Typed.CompilerServices.EventCursor";
    public const string Decider = "global::Opossum.Typed.IDecider";
    public const string Decision = "global::Opossum.Typed.Decision";
    public const string Consumer = "global::Opossum.Typed.IConsumer";
    public const string ConsumerShape = "global::Opossum.Typed.CompilerServices.ConsumerShape";
    public const string ConsumedEvent = "global::Opossum.Typed.ConsumedEvent";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    public const string ImmutableArray = "global::System.Collections.Immutable.ImmutableArray";
    public const string Query = "global::Opossum.Typed.Query";
    public const string Tag = "global::Opossum.Typed.Tag";
    public const string ItemBuffer = "global::Opossum.Typed.CompilerServices.ItemBuffer";
    public const string Enumerable = "global::System.Linq.Enumerable";
    public const string UnsafeAccessor = "global::System.Runtime.CompilerServices.UnsafeAccessor";
    public const string NotNullWhenTrue = "[global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)]";

    public const string ReadModelShape = "global::Opossum.Typed.CompilerServices.ReadModelShape";
    public const string ColumnType = "global::Opossum.Typed.CompilerServices.ColumnType";
    public const string ProjectedEvent = "global::Opossum.Typed.CompilerServices.ProjectedEvent";
    public const string RowKeys = "global::Opossum.Typed.CompilerServices.RowKeys";
    public const string ReadModelJoin = "global::Opossum.Typed.CompilerServices.ReadModelJoin";
    public const string JoinNeeds = "global::Opossum.Typed.CompilerServices.JoinNeeds";
    public const string RowKey = "global::Opossum.Typed.RowKey";
    public const string JsonColumn = "global::Opossum.Typed.CompilerServices.JsonColumn";
    public const string ReadModelSet = "global::Opossum.Typed.ReadModelSet";
    public const string ReadModelDescriptor = "global::Opossum.Typed.ReadModelDescriptor";

    public const string PastVersions = "global::Opossum.Typed.CompilerServices.PastVersion";

    public static string PastVersion(string reference) => $"global::Opossum.Typed.CompilerServices.IPastVersion<{reference}>";

    public static string Projection(string reference, string session) =>
        $"global::Opossum.Typed.CompilerServices.IProjection<{reference}, {session}>";

    public static string Row(string reference) => $"global::Opossum.Typed.CompilerServices.IRow<{reference}>";

    public static string ReadModel(string reference) => $"global::Opossum.Typed.CompilerServices.IReadModel<{reference}>";

    public static string ReadModel(string reference, string key) =>
        $"global::Opossum.Typed.CompilerServices.IReadModel<{reference}, {key}>";

    public static string Event(string reference) => $"global::Opossum.Typed.IEvent<{reference}>";

    public static string Of(ScalarKind kind) => kind switch
    {
        ScalarKind.Byte => "byte",
        ScalarKind.SByte => "sbyte",
        ScalarKind.Int16 => "short",
        ScalarKind.UInt16 => "ushort",
        ScalarKind.Int32 => "int",
        ScalarKind.UInt32 => "uint",
        ScalarKind.Int64 => "long",
        ScalarKind.UInt64 => "ulong",
        ScalarKind.Single => "float",
        ScalarKind.Double => "double",
        ScalarKind.Decimal => "decimal",
        ScalarKind.Boolean => "bool",
        ScalarKind.Char => "char",
        ScalarKind.String => "string",
        ScalarKind.Bytes => "byte[]",
        ScalarKind.Memory => "global::System.ReadOnlyMemory<byte>",
        ScalarKind.BigInteger => "global::System.Numerics.BigInteger",
        ScalarKind.JsonElement => "global::System.Text.Json.JsonElement",
        _ => "global::System." + kind,
    };
}
