namespace Opossum.Typed.Generators.Parsing;

/// <summary>Why a declaration gets no generated code. Closed: each kind is a rule and a sentence of the analyzers.</summary>
internal enum RefusalKind
{
    /// <summary>The compiler objects already: code that is being typed, a type that does not exist.</summary>
    Incomplete,

    /// <summary>The project's version of C# is older than the one that generated code is written in.</summary>
    OldLanguage,

    /// <summary>The type, or one around it, is not partial.</summary>
    NotPartial,
    NotRecord,
    NotReadOnly,
    NotStatic,
    Abstract,
    Derived,
    Generic,
    FileLocal,
    Inaccessible,

    /// <summary>A type or a member that no code may name: obsolete, as an error.</summary>
    Forbidden,

    /// <summary>A name that the log can't hold.</summary>
    BadName,

    /// <summary>A name, old ones included, that begins as those do which the store gives.</summary>
    StoreName,

    /// <summary>The same of a field, or of the field that says which type a value is.</summary>
    StoreField,

    /// <summary>A version that the log can't hold.</summary>
    BadVersion,

    /// <summary>More than one <c>Upcast</c>.</summary>
    SeveralUpcasters,

    /// <summary>An <c>Upcast</c> that does not make the record of one other record.</summary>
    BadUpcaster,

    /// <summary>An <c>Upcast</c> from what is no event of this assembly.</summary>
    NoOldVersion,

    /// <summary>An <c>Upcast</c> from an event of another name.</summary>
    OtherName,

    /// <summary>An <c>Upcast</c> from the same version, or a newer one.</summary>
    NotOlder,

    /// <summary>An <c>Upcast</c> from a record that gets no generated code itself.</summary>
    BadOldVersion,

    /// <summary>An alias that is said twice, or is the name itself.</summary>
    SameAlias,

    /// <summary>A member, or the type itself, is called <c>Model</c>, which is what would be generated.</summary>
    ModelIsTaken,

    /// <summary>An included type that is no model of another assembly.</summary>
    NotAModel,

    /// <summary>A value of a type that no codec is generated for.</summary>
    NoCodec,

    /// <summary>A type whose assembly is referenced under an extern alias, which generated code does not have.</summary>
    BehindAlias,

    /// <summary>A dictionary whose keys can't be the names of fields.</summary>
    NoKey,

    /// <summary>A sorted collection, or one in the order of hash codes, of what has no order that is the same everywhere.</summary>
    NoOrder,

    /// <summary>A type whose values are of several types, one of which has no name in the payload.</summary>
    NoDiscriminator,

    /// <summary>A listed type that is no concrete record of the declared type, or is listed twice, or whose name is.</summary>
    BadCase,

    /// <summary>A type whose values are of several types, with a setting by which some would be lost.</summary>
    OpenCases,

    /// <summary>A field that is called as the one that says which type a value is.</summary>
    DiscriminatorIsField,

    /// <summary>A converter that can't be named, or does not convert the type.</summary>
    NotAConverter,

    /// <summary>A context that does not list the type.</summary>
    NotInContext,

    /// <summary>Two converters or contexts for one value.</summary>
    TwoConverters,

    /// <summary>A converter for a tag type: the tag would be lost.</summary>
    ConvertedTag,

    /// <summary>A member that could nest deeper than a reader takes.</summary>
    TooDeep,

    /// <summary>A tag type that gets no generated code itself.</summary>
    BadTagType,

    /// <summary>
    /// Two fields whose names in payloads, old ones included, are the same, or differ by case alone: other programs may read them as one.
    /// </summary>
    SameField,

    /// <summary>A field's name, or an alias of it, that a payload can't have as it is.</summary>
    BadField,

    /// <summary>Parameter and property say different fields.</summary>
    TwoFields,

    /// <summary>
    /// <c>[Field]</c> on what is not stored under a name: a computed property, or the one value of a type that is stored bare.
    /// </summary>
    NoField,

    /// <summary>A parameter that no property gives back.</summary>
    NoProperty,
    ByReference,

    /// <summary>A property or field whose value reading could not give back.</summary>
    OtherState,

    /// <summary>A field or an event whose value no stored member holds.</summary>
    HiddenState,

    /// <summary>A property that gives back something else than its constructor or setter was given.</summary>
    ChangedValue,

    /// <summary>A property that overrides one accessor alone.</summary>
    SplitAccessors,

    /// <summary>A <c>required</c> property that a constructor without <c>[SetsRequiredMembers]</c> sets.</summary>
    RequiredTwice,

    /// <summary>
    /// A <c>required</c> property of a record whose constructor can't be called by its name, and so has no object initializer.
    /// </summary>
    HiddenRequired,

    /// <summary>A property that is not to be stored, and that the constructor takes.</summary>
    IgnoredParameter,

    /// <summary>A property that is not to be stored, and that is <c>required</c>.</summary>
    IgnoredRequired,

    /// <summary>Several constructors or methods are marked as the one to call.</summary>
    TwoConstructors,

    /// <summary>A method that is marked as the one to call, and does not make a value of the type.</summary>
    BadFactory,

    /// <summary>No constructor gives back all of the state.</summary>
    NoConstructor,

    /// <summary>Several constructors do, none of them without parameters.</summary>
    SeveralConstructors,

    /// <summary>A tag's key or length that can't be used.</summary>
    BadTag,

    /// <summary>Parameter and property say different tags.</summary>
    TwoTags,

    /// <summary>A tag whose key gives the name of a query method that another key of the event gives too.</summary>
    SameQuery,

    /// <summary>A tag that generated code can't read: static, or without a public getter.</summary>
    UnreadableTag,

    /// <summary>A tag on a property of an interface that the record has no property for.</summary>
    UnimplementedTag,

    /// <summary>A tag's value that has no one stable text.</summary>
    NoStableText,

    /// <summary>A personal member that can't be null and has no replacement, so that it has no value once it is erased.</summary>
    NoReplacement,

    /// <summary>A replacement that is no value of the member.</summary>
    BadReplacement,

    /// <summary>Parameter and property say different things of what is personal.</summary>
    TwoPersonals,

    /// <summary>A personal member in an object that has no subject.</summary>
    NoSubject,

    /// <summary>A personal member whose <c>Of</c> names no subject of the object.</summary>
    NotASubject,

    /// <summary>A personal member whose subject may be null.</summary>
    NullableSubject,

    /// <summary>A personal member in an object that has several subjects.</summary>
    SeveralSubjects,

    /// <summary>A personal member of a tag type: its value is a tag in plain text wherever it is stored.</summary>
    PersonalTagType,

    /// <summary>A personal member that is computed, and so not stored.</summary>
    PersonalComputed,

    /// <summary>A personal member of a struct that is stored as its one value.</summary>
    PersonalValue,

    /// <summary>A personal member that holds something with personal members of its own.</summary>
    PersonalTwice,

    /// <summary>A tag type of no value, or of several.</summary>
    NotOneValue,

    /// <summary>A tag type whose constructor generated code can't call.</summary>
    HiddenTagType,

    /// <summary>A decision model of a form that nothing can be folded into: static, abstract, a ref struct.</summary>
    ModelForm,

    /// <summary>A decision model that generated code can't construct from its boundary.</summary>
    ModelConstructor,

    /// <summary>A parameter of a decision model that is no tag.</summary>
    BoundaryNotTag,

    /// <summary>A parameter of a decision model that no member gives back.</summary>
    BoundaryNotKept,
    NoHandlers,

    /// <summary>An <c>On</c> method of a form that generated code can't call.</summary>
    BadHandler,

    /// <summary>A handler of something that isn't an event.</summary>
    HandlerOfNoEvent,

    /// <summary>A handler of an event that gets no generated code itself.</summary>
    HandlerOfBadEvent,

    /// <summary>A second handler of one event.</summary>
    HandlerTwice,

    /// <summary>A handler of an event that does not carry a tag of the boundary.</summary>
    NoBoundaryTag,

    /// <summary>A consumer that can't be made: static, abstract.</summary>
    ConsumerForm,

    /// <summary>A name that no file can have everywhere.</summary>
    ConsumerName,

    /// <summary>A type that is to keep events in order, and is no tag type or gets no generated code itself.</summary>
    ConsumerKey,

    /// <summary>A read model that is not a record class, or derives from another.</summary>
    ReadModelForm,

    /// <summary>A name that no table can have everywhere.</summary>
    ReadModelName,

    /// <summary>A projection that is static, or derives from another class.</summary>
    ProjectionForm,

    /// <summary>A name of a further table of a projection that no table can have, or that is there twice.</summary>
    ProjectionPart,

    /// <summary>A projection without one <c>static void Create(TSession session)</c>.</summary>
    NoCreate,

    /// <summary>A type for rows that is not a record, or is a read model too.</summary>
    RowForm,

    /// <summary>A record without a member that has a column.</summary>
    NoColumns,

    /// <summary>A member that is set beside the constructor, in which columns are.</summary>
    ColumnBeside,

    /// <summary>A member whose name gives no name of a column.</summary>
    ColumnName,

    /// <summary>A member whose column another member has.</summary>
    SameColumn,

    /// <summary>An index of a member without a column, or of JSON.</summary>
    IndexedMember,

    /// <summary>A name that no index can have everywhere.</summary>
    IndexName,

    /// <summary>A member that is twice in an index.</summary>
    IndexTwice,

    /// <summary>An index that is unique by one member and not by another.</summary>
    IndexUnique,

    /// <summary>A part of a key that is computed, may be null or is JSON.</summary>
    KeyColumn,

    /// <summary>A <c>KeyOf</c> of a read model whose rows are found by tags, or that has no key.</summary>
    KeyOfNothing,

    /// <summary>An event that has a handler, and no <c>KeyOf</c> that says which row it is about.</summary>
    NoKeyOf,

    /// <summary>A <c>KeyOf</c> for an event without a handler.</summary>
    IdleKeyOf,

    /// <summary><c>[Via]</c> on a method that is not a handler.</summary>
    ViaOfNoHandler,

    /// <summary><c>[Via]</c> in a read model whose rows are not found by tags.</summary>
    ViaWithoutTags,

    /// <summary><c>[Via]</c> on a handler of a family, whose events have different tags.</summary>
    ViaOfFamily,

    /// <summary><c>[Via]</c> of something that isn't an event.</summary>
    ViaOfNoEvent,

    /// <summary><c>[Via]</c> of an event that gets no generated code itself.</summary>
    ViaOfBadEvent,

    /// <summary><c>[Via]</c> of an event that does not carry the key.</summary>
    ViaWithoutKey,

    /// <summary><c>[Via]</c> of an event that has no tag in common with that of the handler.</summary>
    ViaWithoutLink,

    /// <summary><c>[Via]</c> with a tag that one of the events does not have.</summary>
    ViaOfOtherTag,

    /// <summary>
    /// <c>[Via]</c> of an event that has several tags in common, or parts of the key alone, and does not say which is meant.
    /// </summary>
    AmbiguousVia,

    /// <summary><c>[Via]</c> on a handler whose event carries the key itself.</summary>
    IdleVia,

    /// <summary><c>[Via]</c> that is there twice.</summary>
    ViaTwice,

    /// <summary>A decision model as a parameter of a handler that gets no generated code itself.</summary>
    BadJoin,

    /// <summary>A decision model as a parameter of a handler whose state can't be kept.</summary>
    UnkeptJoin,

    /// <summary>A decision model as a parameter of a handler that reads one event alone.</summary>
    JoinOfLast,

    /// <summary>A decision model as a parameter of a handler whose boundary has an enum.</summary>
    JoinByEnum,

    /// <summary>A decision model as a parameter of a handler of a family, which no part of the key binds.</summary>
    JoinOfFamily,

    /// <summary>A tag of the boundary of such a model that neither the key nor the event has.</summary>
    UnboundJoin,

    /// <summary>A tag of the boundary of such a model that the event may have several times, or not at all.</summary>
    LooseJoin,

    /// <summary>A handler that changes rows, of a read model in which nothing makes one.</summary>
    NoMaker,

    /// <summary>A tag type that is to keep events in order, and that no handled event has.</summary>
    ConsumerKeyUnused,

    /// <summary>A number of events for a snapshot that is below zero.</summary>
    SnapshotNumber,

    /// <summary>Snapshots of a model that reads one event alone.</summary>
    SnapshotOfLast,

    /// <summary>Snapshots of a model whose state is not kept in memory either.</summary>
    NotKept,

    /// <summary>A field of such a model that nothing but its constructor sets.</summary>
    FixedState,

    /// <summary>A field of such a model that no codec brings back as it was.</summary>
    UnstoredState,

    /// <summary>A <c>[Decider]</c> that generated code can't call: static, generic, async, of another result.</summary>
    BadDecider,
    SecondDecider,

    /// <summary>A parameter of a decider that is no model, no collection of one and no time.</summary>
    DeciderParameter,

    /// <summary>A model that gets no generated code itself.</summary>
    BadModel,

    /// <summary>A boundary that no member of the command has the type for, or the name.</summary>
    UnboundBoundary,

    /// <summary>A boundary that several members of the command would do for.</summary>
    AmbiguousBoundary,

    /// <summary>Models in a collection, and no member of the command that has their ids.</summary>
    NoIds,

    /// <summary>Models in a collection, and several members of the command that could have their ids.</summary>
    SeveralIds,
}
