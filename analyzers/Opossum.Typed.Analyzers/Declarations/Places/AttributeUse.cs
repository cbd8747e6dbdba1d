using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Places;

/// <summary>Where one attribute of ours has an effect, and what to do with it elsewhere.</summary>
/// <param name="Attribute">Its full name.</param>
/// <param name="WayOut">What to write instead, wherever no better advice is known.</param>
/// <param name="Places">Where it has an effect, or another rule says why not.</param>
internal sealed record AttributeUse(string Attribute, string WayOut, params AttributePlace[] Places)
{
    private const string Member = "a property, or a parameter that the constructor takes, of an event or of a record inside one";

    /// <summary>All attributes that the library has for declarations.</summary>
    public static IReadOnlyList<AttributeUse> All { get; } =
    [
        new(KnownSymbols.EventAttribute, "an event is a record class; put it on a 'partial record'", AttributePlace.Class),
        new(
            KnownSymbols.EventModelAttribute, "an event model is a class; put it on a 'static partial class'", AttributePlace.Class),
        new(
            KnownSymbols.TagAttribute,
            $"put it on a 'readonly partial record struct' of one value, on {Member}, or on a parameter of a decision model",
            AttributePlace.Struct, AttributePlace.Maker, AttributePlace.Property),
        new(KnownSymbols.FieldAttribute, $"put it on {Member}", AttributePlace.Maker, AttributePlace.Property),
        new(
            KnownSymbols.IgnoreAttribute,
            "put it on the property, the field or the event that need not be stored",
            AttributePlace.Property, AttributePlace.Field, AttributePlace.Event),
        new(KnownSymbols.PersonalAttribute, $"put it on {Member}", AttributePlace.Maker, AttributePlace.Property),
        new(
            KnownSymbols.SubjectAttribute,
            "put it on a tag type, a 'readonly partial record struct' with [Tag]; the type is the subject, as it is the tag",
            AttributePlace.Struct),
        new(
            KnownSymbols.ConverterAttribute,
            $"put it on {Member}, or on the type whose values it converts",
            AttributePlace.Maker, AttributePlace.Property, AttributePlace.Class, AttributePlace.Struct, AttributePlace.Interface,
            AttributePlace.Enum),
        new(
            KnownSymbols.JsonContextAttribute,
            $"put it on {Member}, or on the type whose values the context writes",
            AttributePlace.Maker, AttributePlace.Property, AttributePlace.Class, AttributePlace.Struct, AttributePlace.Interface,
            AttributePlace.Enum),
        new(
            KnownSymbols.EventConstructorAttribute,
            "put it on a constructor, or on a static method that returns its own type",
            AttributePlace.Constructor, AttributePlace.Method),

        // On functions inside a method OPSM3017 speaks of it.
        new(
            KnownSymbols.DeciderAttribute,
            "put it on the method of a command that returns the Decision",
            AttributePlace.Method, AttributePlace.LocalFunction, AttributePlace.Lambda),
        new(
            KnownSymbols.DecisionModelAttribute,
            "a decision model is a class, a struct or a record; put it on a partial one",
            AttributePlace.Class, AttributePlace.Struct),
        new(KnownSymbols.ConsumerAttribute, "a consumer is a class; put it on a 'partial class'", AttributePlace.Class),
        new(KnownSymbols.ReadModelAttribute, "a read model is a record class; put it on a 'partial record'", AttributePlace.Class),
        new(KnownSymbols.ProjectionAttribute, "a projection is a class; put it on a 'partial class'", AttributePlace.Class),
        new(
            KnownSymbols.RowAttribute, "a row is a record; put it on a 'partial record'", AttributePlace.Class, AttributePlace.Struct),
        new(
            KnownSymbols.KeyAttribute,
            "put it on a parameter of a record with [ReadModel]",
            AttributePlace.Maker, AttributePlace.Property),
        new(
            KnownSymbols.IndexAttribute,
            "put it on a parameter or a computed property of a record with [ReadModel]",
            AttributePlace.Maker, AttributePlace.Property),
        new(KnownSymbols.ViaAttribute, "put it on a handler, an 'On' method of a read model", AttributePlace.Method),
    ];

    /// <returns>Null where it has an effect, or another rule says why not.</returns>
    public string? Advice(AttributePlace place) =>
        Places.Contains(place) ? null : (Attribute, place) switch
        {
            (_, AttributePlace.BackingField) when Places.Contains(AttributePlace.Property) =>
                "only the property counts; remove 'field:'",
            (KnownSymbols.TagAttribute, AttributePlace.Class) =>
                "a tag type is a struct; make it a 'readonly partial record struct'",
            (KnownSymbols.TagAttribute or KnownSymbols.FieldAttribute or KnownSymbols.PersonalAttribute, AttributePlace.Field)
                or (KnownSymbols.ConverterAttribute or KnownSymbols.JsonContextAttribute, AttributePlace.Field) =>
                "only properties are stored; make the field one",
            (KnownSymbols.FieldAttribute, AttributePlace.EnumMember) =>
                "an enum's value is stored by its own name; rename it (of two names for one value, the first is written and both are read)",
            (KnownSymbols.IgnoreAttribute, AttributePlace.Maker) =>
                "what a constructor takes is stored; declare it beside the constructor, with [Ignore], or compute it with '=>'",
            (KnownSymbols.IgnoreAttribute, AttributePlace.EnumMember) =>
                "a value of an enum is always stored; put it on the property that need not be",
            (KnownSymbols.EventConstructorAttribute, AttributePlace.Class or AttributePlace.Struct) =>
                "the constructor behind a type's name is called anyway; remove it, or put it on another constructor or on a static method "
                    + "that returns the type",
            _ => WayOut,
        };
}
