namespace Opossum.Typed;

/// <summary>
/// Marks a partial record, struct or class as a decision model: what a decision has to know, folded from the events of a boundary. The
/// parameters are the boundary, each a tag that an event must carry, and the <c>On</c> methods name the event types; without parameters the
/// types alone are the boundary.
/// </summary>
/// <remarks>
/// A handler takes the event, and after it, if it wants to, its position (<see cref="long"/>), the time when it was recorded
/// (<see cref="DateTimeOffset"/>) or its <see cref="EventMetadata"/>. It changes the model, <c>void On(E e)</c>, or gives a new one, <c>T
/// On(E e)</c> or <c>static T On(T state, E e)</c>. An event whose parameter is called <c>_</c>, and that the body does not mention, is not
/// decoded.
/// <para>
/// A decider gets a copy, so that nothing that it does to a model reaches another attempt. A struct is copied as it is passed, a record by
/// <c>with</c>. Where a copy would share something that can be changed, such as a <c>List</c>, or where the model is a plain class, it is
/// read anew after a conflict; with numbers, text, records that never change and immutable collections only what is new is read.
/// </para>
/// <para>
/// The store keeps the state of models for its next decisions: see <see cref="OpossumOptions.KeptStateBytes"/>. Their fields are numbers,
/// text, times, guids and enums, structs and sealed records of these that never change, and immutable or frozen collections. A handler
/// therefore looks at its model and its event alone: not at the time, at static fields or at what other code may change.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// [DecisionModel] public partial record struct Seats(CourseId Course)
/// {
///     public int? Capacity;
///     public int Taken;
///     void On(CourseDefined e) => Capacity = e.Capacity;
///     void On(StudentSubscribed _) => Taken++;
/// }
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets, Inherited = false)]
public sealed class DecisionModelAttribute : Attribute
{
    /// <summary>
    /// Whether only the newest event of the boundary counts: it alone is read, however many there are, such as the last invoice for the
    /// next number.
    /// </summary>
    public bool Last { get; init; }

    /// <summary>
    /// After how many events a snapshot of the state is written beside the log, so that the first decision after a restart reads what came
    /// later. 0, the default, writes none.
    /// </summary>
    /// <remarks>
    /// A snapshot is derived from the log: it is written in the background, once its events are durable, and can be deleted at any time. It
    /// is used only if the store, the boundary, the code of the fold and the tags of the store are what they were. The state needs what
    /// kept state needs, and what events can have: see the rule OPSM3038. Boundaries with fewer than <see
    /// cref="OpossumOptions.KeptStateEvents"/> events have none.
    /// </remarks>
    /// <example>
    /// <code>
    /// [DecisionModel(Snapshot = 1_000)] public partial record struct Stock(ProductId Product)
    /// {
    ///     public int Left;
    ///     void On(GoodsReceived e) => Left += e.Amount;
    ///     void On(GoodsSold e) => Left -= e.Amount;
    /// }
    /// </code>
    /// </example>
    public int Snapshot { get; init; }
}
