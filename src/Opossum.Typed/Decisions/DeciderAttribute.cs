namespace Opossum.Typed;

/// <summary>
/// Marks the method of a partial command that decides. It returns a <see cref="Decision"/> and may be private. Its parameters, in any
/// number and order, are decision models (<see cref="DecisionModelAttribute"/>), collections of one (an array, <c>List</c>,
/// <c>IReadOnlyList</c>, <c>ImmutableArray</c>, or <c>IReadOnlyDictionary</c> by tag) and <see cref="DateTimeOffset"/>, which is the
/// store's clock. The ids of a model's boundary are the command's members of the same type; where there are several, the one of the same
/// name.
/// </summary>
/// <remarks>
/// The method may run several times for one command, each time on models as the store has them then. It only computes: no I/O, no change of
/// the command or the models.
/// </remarks>
/// <example>
/// <code>
/// public partial record Subscribe(CourseId Course, StudentId Student)
/// {
///     [Decider] Decision Decide(Seats seats, Pair pair) =>
///         pair.Done                     ? Decision.Nothing
///       : seats.Capacity is null        ? Decision.Reject("no such course")
///       : seats.Taken >= seats.Capacity ? Decision.Reject("course is full")
///       : Decision.Append(new StudentSubscribed(Course, Student));
/// }
///
/// var outcome = await store.DecideAsync(new Subscribe(course, ada));
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets, Inherited = false)]
public sealed class DeciderAttribute : Attribute;
