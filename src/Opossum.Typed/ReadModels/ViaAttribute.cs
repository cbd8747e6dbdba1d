namespace Opossum.Typed;

/// <summary>
/// Marks a handler of a read model whose event does not carry the key: it concerns the rows of all earlier events of another type that have
/// a tag in common with it.
/// </summary>
/// <typeparam name="TEvent">The earlier event, which carries all tags of the key.</typeparam>
/// <param name="tag">The key of the tag that both events carry; null, the default, if they have only one in common beside the key.</param>
/// <remarks>
/// <para>
/// The keys that each earlier event has told of are stored with the rows, in the same transaction. An event is about every row that an
/// earlier event with its tag has named, whether that row still exists or not. If there was no such event before it, the event concerns no
/// row, and is counted as one that was to change a row which does not exist.
/// </para>
/// <para>A handler may have several of these attributes, and concerns the rows of all of them.</para>
/// </remarks>
/// <example>
/// <code>
/// [ReadModel("customer_incidents")]
/// public partial record CustomerIncidents([Key] CustomerId Customer, int Open = 0)
/// {
///     CustomerIncidents On(IncidentLogged _) => this with { Open = Open + 1 };        // tags: incident and customer
///
///     [Via&lt;IncidentLogged>]
///     CustomerIncidents On(IncidentClosed _) => this with { Open = Open - 1 };        // tag: incident
/// }
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets, AllowMultiple = true, Inherited = false)]
public sealed class ViaAttribute<TEvent>(string? tag = null) : Attribute
{
    /// <summary>The key of the tag that both events carry; null if it is the only one.</summary>
    public string? Tag => tag;
}
