using Opossum.Typed.Tests.Generated;

namespace Opossum.Typed.Tests.Decisions;

public class DecideTests
{
    private static readonly CourseId Course = new(1);
    private static readonly StudentId Ada = new(1);

    [Fact]
    public async Task What_the_decider_says_is_done()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new CourseDefined(Course, 1), unless: CourseDefined.For(Course));
        Assert.Equal("Appended at 2", (await store.DecideAsync(new Subscribe(Course, Ada))).ToString());
        Assert.Equal("Nothing", (await store.DecideAsync(new Subscribe(Course, Ada))).ToString());
        Assert.Equal("Rejected: course is full", (await store.DecideAsync(new Subscribe(Course, new(2)))).ToString());
        Assert.Equal(2, store.Head);
    }

    [Fact]
    public async Task A_rejection_has_its_code()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        for (var i = 1; i <= 6; i++) await store.AppendAsync(new CourseDefined(new(i), 10));
        for (var i = 1; i <= 5; i++) Assert.IsType<Outcome.Appended>(await store.DecideAsync(new Subscribe(new(i), Ada)));
        Assert.Equal(new Outcome.Rejected("five courses already", "load"), await store.DecideAsync(new Subscribe(new(6), Ada)));
    }

    [Fact]
    public async Task Thirty_seats_and_many_students_end_with_thirty_subscriptions()
    {
        await using var store = OpossumStore.OpenInMemory(Shapes.Model);
        await store.AppendAsync(new CourseDefined(Course, 30));
        var outcomes = await Task.WhenAll(
            Enumerable.Range(1, 500).Select(student => Task.Run(async () => await store.DecideAsync(new Subscribe(Course, new(student))))));
        Assert.Equal(30, outcomes.OfType<Outcome.Appended>().Count());
        Assert.Equal(470, outcomes.OfType<Outcome.Rejected>().Count());
        Assert.Equal(30, await store.ReadAsync(StudentSubscribed.For(Course)).CountAsync(TestContext.Current.CancellationToken));
    }
}
