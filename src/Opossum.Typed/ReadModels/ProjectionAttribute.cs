namespace Opossum.Typed;

/// <summary>
/// Marks a partial class as a projection: SQL of your own that runs for each event, in the transaction that also stores how far it is. For
/// what rows can't be, such as full text and several tables at once.
/// </summary>
/// <param name="name">The name of its table: lower-case letters, digits and underscores, at most 60.</param>
/// <remarks>
/// <c>static void Create(SqlSession sql)</c> makes the tables, and <c>static void On(E e, SqlSession sql)</c> runs for each event.
/// Statements name tables by <c>sql.Table</c> and <c>sql.Part("…")</c>, never by their text: when the logic changes, the tables are made
/// again under other names, beside those that are read, and take their place in one transaction.
/// <para>
/// A statement that fails stops the projection before its event, as a handler that throws stops a read model, and nothing of the event
/// stays.
/// </para>
/// <para>Statements must depend on the event and the tables alone: they run again when the projection changes.</para>
/// </remarks>
/// <example>
/// <code>
/// [Projection("course_search")]
/// public partial class CourseSearch
/// {
///     static void Create(SqlSession sql) => sql.Run($"create virtual table {sql.Table} using fts5(course unindexed, title)");
///
///     static void On(CourseDefined e, SqlSession sql) =>
///         sql.Run($"insert into {sql.Table} (course, title) values ({e.Course}, {e.Title})");
/// }
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets, Inherited = false)]
public sealed class ProjectionAttribute(string name) : Attribute
{
    /// <summary>The name of its table.</summary>
    public string Name => name;

    /// <summary>
    /// The names of further tables. <c>["lines"]</c> of a projection <c>orders</c> is the table <c>orders_lines</c>.
    /// </summary>
    public string[] Parts { get; init; } = [];

    /// <inheritdoc cref="ReadModelAttribute.Revision"/>
    public int Revision { get; init; } = 1;
}
