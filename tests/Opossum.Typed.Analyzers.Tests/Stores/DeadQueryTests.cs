using Opossum.Typed.Analyzers.Stores.Conditions;

namespace Opossum.Typed.Analyzers.Tests.Stores;

/// <summary>OPSM3004.</summary>
public class DeadQueryTests
{
    [SampledTheory]
    [InlineData("_ = Query.Of<Defined>({|OPSM3004:Tag.Of(ada)|});")]
    [InlineData("_ = Query.Of<Defined>(Tag.Of(course), {|OPSM3004:Tag.Of(\"room\", text)|});")]
    [InlineData("_ = Query.Of<Defined>([{|OPSM3004:new Tag(\"student:1\")|}]);")]
    [InlineData("var tag = Tag.Of(ada); _ = Query.Of<Defined>({|OPSM3004:tag|});")]
    [InlineData("_ = Query.Of<Registered>({|OPSM3004:new Tag($\"mail:{text}\")|});")]
    [InlineData("_ = new QueryItem([\"defined\", \"closed\"], [{|OPSM3004:Tag.Of(ada)|}]);")]
    [InlineData("_ = store.ReadAsync<Defined>({|OPSM3004:Query.Tagged(ada)|});")]
    [InlineData("_ = store.FollowAsync<Defined>({|OPSM3004:Query.Tagged(Tag.Of(course), Tag.Of(ada))|});")]
    [InlineData("_ = store.ReadAsync<IInner>({|OPSM3004:Query.Tagged(ada)|});")]
    [InlineData("_ = Query.Of<Moved>({|OPSM3004:Tag.Of(\"room\", text)|});")]
    public Task A_tag_that_none_of_the_named_events_declares_is_reported(string body) => CourseSource.RuleAsync<DeadQueryAnalyzer>(body);

    [SampledTheory]
    [InlineData("_ = Query.Of<Defined>(Tag.Of(course)) | Query.Of<Defined>();")]
    [InlineData("_ = Query.Of<Registered>(Tag.Of(\"email\", text), new Tag($\"email:{text}\"));")]
    [InlineData("_ = Query.Of<Registered>(new Tag(text), new Tag($\"{text}:1\"));")]
    [InlineData("_ = new QueryItem([\"defined\", \"subscribed\"], [Tag.Of(ada)]);")]
    [InlineData("_ = new QueryItem([\"defined\", \"elsewhere\"], [Tag.Of(ada)]);")]
    [InlineData("_ = new QueryItem([text], [Tag.Of(ada)]);")]
    [InlineData("_ = new QueryItem([], [new Tag(\"room:1\")]);")]
    [InlineData("_ = new QueryItem([\"moved\"], [Tag.Of(ada)]);")]
    [InlineData("_ = Query.Of<Moved>(Tag.Of(ada));")]
    [InlineData("_ = store.ReadAsync<ICourseEvent>(Query.Tagged(new Tag(\"room:1\")));")]
    [InlineData("_ = store.ReadAsync<IInner>(Query.Tagged(course));")]
    [InlineData("_ = store.ReadAsync<IEvent>(Query.Tagged(new Tag(\"room:1\")));")]
    [InlineData("_ = store.ReadAsync(Query.Tagged(new Tag(\"room:1\")));")]
    public Task One_that_one_of_them_declares_or_may_is_not(string body) => CourseSource.RuleAsync<DeadQueryAnalyzer>(body);
}
