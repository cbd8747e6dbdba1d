namespace Opossum.Typed;

/// <summary>
/// Marks a partial record class as a read model: a table of rows that are folded from events and kept. The parameters with
/// <see cref="KeyAttribute"/> are the key, and the <c>On</c> methods name the event types.
/// </summary>
/// <param name="name">The name of the table: lower-case letters, digits and underscores, at most 60.</param>
/// <remarks>
/// A row never changes, so what a reader holds stays as it is. <c>static T On(E e)</c> makes a row, <c>T On(E e)</c> gives the row as it is
/// after the event, <c>T? On(E e)</c> may give null and so delete it, and <c>static T? On(T? row, E e)</c> does any of these. Where no
/// handler makes rows, a row begins as <c>new(key)</c>. A handler that changes rows is not called for a row that does not exist; that is
/// counted. An event whose parameter is called <c>_</c> is not decoded.
/// <para>
/// Handlers must depend on the row and the event alone: rows are folded again from the log when the model changes.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [ReadModel("course_cards")]
/// public partial record CourseCard([Key] CourseId Course, string Title, int Capacity, int Taken = 0, [Index] bool Full = false)
/// {
///     static CourseCard On(CourseDefined e) => new(e.Course, e.Title, e.Capacity);
///     CourseCard On(StudentSubscribed _) => this with { Taken = Taken + 1, Full = Taken + 1 >= Capacity };
///     CourseCard? On(CourseClosed _) => null;
/// }
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets, Inherited = false)]
public sealed class ReadModelAttribute(string name) : Attribute
{
    /// <summary>The name of the table.</summary>
    public string Name => name;

    /// <summary>
    /// Raise it if the rows have to be folded again for a reason that the compiler can't see, such as a table of another assembly that the
    /// handlers look things up in. 1 by default.
    /// </summary>
    public int Revision { get; init; } = 1;
}
