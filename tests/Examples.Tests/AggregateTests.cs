using Examples.Aggregate;
using Examples.CourseSubscriptions;
using static Examples.Tests.Scenarios;

namespace Examples.Tests;

/// <summary>What the specification says of the repository of an aggregate; it publishes no cases.</summary>
public class AggregateTests
{
    private static readonly CourseId Course = new("c1");

    [Fact]
    public async Task What_was_saved_is_loaded()
    {
        await using var store = await Empty.OpenStoreAsync();
        var courses = new CourseRepository(store);
        var saved = new CourseAggregate(Course, 10);
        saved.Subscribe(new("s1"));
        await courses.SaveAsync(saved);
        var loaded = await courses.LoadAsync(Course);
        Assert.Equal((10, 1, 2L), (loaded!.Capacity, loaded.Subscriptions, loaded.Version));
        Assert.Null(await courses.LoadAsync(new("c2")));
    }

    [Fact]
    public async Task Of_two_that_were_loaded_together_the_second_to_be_saved_is_refused()
    {
        await using var store = await Empty.Given(new CourseDefined(Course, 10)).OpenStoreAsync();
        var courses = new CourseRepository(store);
        var (first, second) = ((await courses.LoadAsync(Course))!, (await courses.LoadAsync(Course))!);
        first.ChangeCapacity(15);
        second.Subscribe(new("s1"));
        await courses.SaveAsync(first);
        var refused = await Assert.ThrowsAsync<AppendConditionFailedException>(() => courses.SaveAsync(second));
        Assert.Equal((2, 2), (refused.Conflict.Position, store.Head));
    }

    [Fact]
    public async Task What_happens_to_another_one_is_no_conflict()
    {
        await using var store = await Empty.Given(new CourseDefined(Course, 10)).OpenStoreAsync();
        var courses = new CourseRepository(store);
        var course = (await courses.LoadAsync(Course))!;
        await courses.SaveAsync(new(new("c2"), 10));
        course.ChangeCapacity(15);
        await courses.SaveAsync(course);
        course.ChangeCapacity(20);
        await courses.SaveAsync(course);
        Assert.Equal(4, store.Head);
    }

    [Fact]
    public async Task A_decider_and_an_aggregate_keep_out_of_each_others_way()
    {
        await using var store = await Empty.Given(new CourseDefined(Course, 1)).OpenStoreAsync();
        var courses = new CourseRepository(store);
        var course = (await courses.LoadAsync(Course))!;
        Assert.IsType<Outcome.Appended>(await store.DecideAsync(new SubscribeStudent(new("s1"), Course)));
        course.Subscribe(new("s2"));
        await Assert.ThrowsAsync<AppendConditionFailedException>(() => courses.SaveAsync(course));
    }
}
