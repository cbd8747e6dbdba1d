namespace Opossum.Typed;

/// <summary>
/// On a member of an event, or of a record inside one, or on a type: its values are written and read by System.Text.Json, through a context
/// of your own that lists the type with <c>[JsonSerializable]</c>. What the context's options say holds, and is stored: changing them
/// changes what is read.
/// </summary>
/// <param name="context">A class that derives from <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>, which generated code
/// can name.</param>
/// <example>
/// <code>
/// [JsonSerializable(typeof(GeoPoint))]
/// internal sealed partial class Places : JsonSerializerContext;
///
/// [Event("place-found")]
/// public partial record PlaceFound(string Name, [JsonContext(typeof(Places))] GeoPoint Where);
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets)]
public sealed class JsonContextAttribute(Type context) : Attribute
{
    /// <summary>The context's type.</summary>
    public Type Context => context;
}
