"""Addresses of the long path at the desk."""

from django.urls import path

from compagnon.longpath.views import desk, register

app_name = "longpath"
urlpatterns = [
    path("courses/", desk.sheets, name="sheets"),
    path("courses/<str:code>/", desk.sheet, name="sheet"),
    path("course-versions/<str:code>/approve/", desk.approve, name="approve"),
    path("mobilities/<str:code>/course/", desk.course, name="course"),
    path("obstacles/", register.obstacles, name="obstacles"),
    path("obstacles/export/", register.export_obstacles, name="obstacles-export"),
    path("obstacles/<str:code>/", register.obstacle, name="obstacle"),
    path("programme/", register.figures, name="figures"),
    path("programme/stays/", register.stays, name="stays"),
    path("programme/stays/export/", register.export_stays, name="stays-export"),
]
