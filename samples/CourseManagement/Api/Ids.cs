using CourseManagement.Domain;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CourseManagement.Api;

/// <summary>Says of the ids what their converter keeps from the description: they are UUIDs, written as text.</summary>
internal static class Ids
{
    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        if (context.JsonTypeInfo.Type == typeof(CourseId) || context.JsonTypeInfo.Type == typeof(StudentId)) (schema.Type, schema.Format) = (JsonSchemaType.String, "uuid");
        return Task.CompletedTask;
    }
}
