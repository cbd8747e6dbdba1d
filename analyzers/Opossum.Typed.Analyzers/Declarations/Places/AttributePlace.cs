namespace Opossum.Typed.Analyzers.Declarations.Places;

/// <summary>What an attribute stands on, told apart as far as it matters to attributes of ours.</summary>
internal enum AttributePlace
{
    Assembly,
    Module,
    Class,
    Struct,
    Interface,
    Enum,
    Delegate,
    TypeParameter,

    /// <summary>Also the constructor behind a type's name, by <c>[method: …]</c> on the type.</summary>
    Constructor,

    /// <summary>A static constructor: no value is made by it.</summary>
    StaticConstructor,

    /// <summary>A method with a name of its own.</summary>
    Method,
    Operator,
    Finalizer,
    Accessor,
    LocalFunction,
    Lambda,
    ReturnValue,

    /// <summary>A parameter of a constructor, or of a method with <c>[EventConstructor]</c>: what values are made of.</summary>
    Maker,

    /// <summary>Any other parameter.</summary>
    Parameter,
    Property,
    Event,
    Field,

    /// <summary>The field that the compiler writes for a property or an event, by <c>[field: …]</c>.</summary>
    BackingField,
    EnumMember,
}
