namespace Opossum.Typed;

/// <summary>On a member of an event, or of a record inside one, or on a type: its values are written and read by this converter.</summary>
/// <param name="converter">A type that implements <see cref="Json.IEventConverter{T}"/> of the member's type, which generated code can
/// name. On a member it stands before one on the type.</param>
/// <example>
/// <code>
/// [Event("item-priced")]
/// public partial record ItemPriced(int Item, [Converter(typeof(MoneyConverter))] Money Price);
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets)]
public sealed class ConverterAttribute(Type converter) : Attribute
{
    /// <summary>The converter's type.</summary>
    public Type Converter => converter;
}
