using Opossum.Typed.Tests.Decisions;

namespace Opossum.Typed.Tests.Docs;

// The declarations of docs/decisions.md, to the letter.
[DecisionModel]
public partial record struct Places(CourseId Course)
{
    public int? Capacity;
    public int Taken;

    void On(CourseDefined e) => Capacity = e.Capacity;

    void On(StudentSubscribed _) => Taken++;
}

public partial record TakePlace(CourseId Course, StudentId Student)
{
    [Decider]
    Decision Decide(Places places, Pair pair) =>
        pair.Done                       ? Decision.Nothing
      : places.Capacity is null         ? Decision.Reject("no such course", code: "no-course")
      : places.Taken >= places.Capacity ? Decision.Reject("course is full", code: "full")
      : Decision.Append(new StudentSubscribed(Course, Student));
}

public partial record BuyAll(IReadOnlyList<ProductId> Products, decimal Offered)
{
    [Decider]
    Decision Decide(IReadOnlyDictionary<ProductId, Price> prices) =>
        Products.Sum(product => prices[product].Now) == Offered
            ? Decision.Append(new ProductsOrdered(Products, Offered))
            : Decision.Reject("the price has changed");
}

internal static class ByHand
{
    public static async Task TakeAsync(OpossumStore store, CourseId course, StudentId student)
    {
var (places, load, unless) = await store.BuildAsync(new Places(course), new Load(student));
if (places.Taken < places.Capacity && load.Courses < 5)
    await store.AppendAsync(new StudentSubscribed(course, student), unless);
    }
}
