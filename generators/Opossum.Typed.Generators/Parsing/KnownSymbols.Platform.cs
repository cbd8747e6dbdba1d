namespace Opossum.Typed.Generators.Parsing;

/// <summary>The types of the platform among them.</summary>
internal static partial class KnownSymbols
{
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string DateOnly = "System.DateOnly";
    public const string DateTimeOffset = "System.DateTimeOffset";
    public const string File = "System.IO.File";
    public const string FlagsAttribute = "System.FlagsAttribute";
    public const string FrozenDictionary = "System.Collections.Frozen.FrozenDictionary";
    public const string FrozenSet = "System.Collections.Frozen.FrozenSet";
    public const string Guid = "System.Guid";
    public const string Half = "System.Half";
    public const string IComparable = "System.IComparable";
    public const string Int128 = "System.Int128";
    public const string IParsable = "System.IParsable";
    public const string Nullable = "System.Nullable";
    public const string ObsoleteAttribute = "System.ObsoleteAttribute";
    public const string Random = "System.Random";
    public const string ReadOnlyMemory = "System.ReadOnlyMemory";
    public const string Task = "System.Threading.Tasks.Task";
    public const string TaskFactory = "System.Threading.Tasks.TaskFactory";
    public const string Thread = "System.Threading.Thread";
    public const string TimeOnly = "System.TimeOnly";
    public const string TimeSpan = "System.TimeSpan";
    public const string Tuple = "System.Tuple";
    public const string UInt128 = "System.UInt128";
    public const string Uri = "System.Uri";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string ValueTuple = "System.ValueTuple";
    public const string Version = "System.Version";

    public const string GeneratedCodeAttribute = "System.CodeDom.Compiler.GeneratedCodeAttribute";

    public const string Dictionary = "System.Collections.Generic.Dictionary";
    public const string HashSet = "System.Collections.Generic.HashSet";
    public const string ICollection = "System.Collections.Generic.ICollection";
    public const string IDictionary = "System.Collections.Generic.IDictionary";
    public const string IEnumerable = "System.Collections.Generic.IEnumerable";
    public const string IList = "System.Collections.Generic.IList";
    public const string IReadOnlyCollection = "System.Collections.Generic.IReadOnlyCollection";
    public const string IReadOnlyDictionary = "System.Collections.Generic.IReadOnlyDictionary";
    public const string IReadOnlyList = "System.Collections.Generic.IReadOnlyList";
    public const string IReadOnlySet = "System.Collections.Generic.IReadOnlySet";
    public const string KeyValuePair = "System.Collections.Generic.KeyValuePair";
    public const string List = "System.Collections.Generic.List";
    public const string SortedDictionary = "System.Collections.Generic.SortedDictionary";
    public const string SortedSet = "System.Collections.Generic.SortedSet";

    public const string ImmutableArray = "System.Collections.Immutable.ImmutableArray";
    public const string ImmutableDictionary = "System.Collections.Immutable.ImmutableDictionary";
    public const string ImmutableHashSet = "System.Collections.Immutable.ImmutableHashSet";
    public const string ImmutableList = "System.Collections.Immutable.ImmutableList";
    public const string ImmutableSortedDictionary = "System.Collections.Immutable.ImmutableSortedDictionary";
    public const string ImmutableSortedSet = "System.Collections.Immutable.ImmutableSortedSet";

    public const string DataMemberAttribute = "System.Runtime.Serialization.DataMemberAttribute";
    public const string EnumMemberAttribute = "System.Runtime.Serialization.EnumMemberAttribute";
    public const string IgnoreDataMemberAttribute = "System.Runtime.Serialization.IgnoreDataMemberAttribute";

    public const string SetsRequiredMembersAttribute = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";

    public const string HttpClient = "System.Net.Http.HttpClient";

    public const string BigInteger = "System.Numerics.BigInteger";

    public const string CompilerGeneratedAttribute = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";

    public const string JsonElement = "System.Text.Json.JsonElement";

    public const string JsonConverterAttribute = "System.Text.Json.Serialization.JsonConverterAttribute";
    public const string JsonDerivedTypeAttribute = "System.Text.Json.Serialization.JsonDerivedTypeAttribute";
    public const string JsonIgnoreAttribute = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    public const string JsonPolymorphicAttribute = "System.Text.Json.Serialization.JsonPolymorphicAttribute";
    public const string JsonPropertyNameAttribute = "System.Text.Json.Serialization.JsonPropertyNameAttribute";
    public const string JsonSerializableAttribute = "System.Text.Json.Serialization.JsonSerializableAttribute";
    public const string JsonSerializerContext = "System.Text.Json.Serialization.JsonSerializerContext";

    public const string JsonStringEnumMemberNameAttribute = "System.Text.Json.Serialization.JsonStringEnumMemberNameAttribute";

    public const string NewtonsoftIgnoreAttribute = "Newtonsoft.Json.JsonIgnoreAttribute";
    public const string NewtonsoftPropertyAttribute = "Newtonsoft.Json.JsonPropertyAttribute";

    public const string IHostEnvironment = "Microsoft.Extensions.Hosting.IHostEnvironment";
}
