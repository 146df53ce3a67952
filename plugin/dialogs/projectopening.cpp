// SPDX-License-Identifier: GPL-2.0-or-later
#include "plugin/dialogs/projectpresenter.h"

// What ProjectPresenter opens for people to look at.
namespace syncline
{
  void ProjectPresenter::showValues( const QString &conflict )
  {
    mParts.engine.conflictText( mFacts.folder, conflict )
      .then( this,
             [this]( const Result<QString> &text )
             {
               if ( text )
                 Q_EMIT detailsWanted( *text );
               else
                 mParts.host.showFolder( mFacts.folder ); // no list that we know: the file itself is there
             } );
  }

  void ProjectPresenter::openFolder( const QString &folder )
  {
    mParts.engine.projectFiles( folder ).then(
      this,
      [this, folder]( const Result<QStringList> &files )
      {
        if ( !files || files->isEmpty() )
          return mParts.host.showFolder( folder ); // nothing for QGIS in it: the files are still worth seeing
        if ( files->size() == 1 )
          return mParts.host.openProject( files->first() );
        Q_EMIT fileChoiceWanted( *files );
      } );
  }
} // namespace syncline
